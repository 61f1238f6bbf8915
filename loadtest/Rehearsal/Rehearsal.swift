import Bytes
import EventLoop

/// A crowd that comes to a waiting room by the clock, whatever the gateways do (an open loop).
///
/// Everything runs on one loop. Visitors are small values, their next steps stand in a wheel, and all of them
/// share a bounded number of connections: a phone keeps none for an hour.
final class Rehearsal: AnswerTaker {
    typealias Connection = LoadConnection<VisitorStep>

    let settings: RehearsalSettings
    let reactor: Reactor
    var visitors: [Visitor]
    var slips: SlipShelf
    /// The tokens of those inside.
    var tokens: [Int32: [UInt8]] = [:]
    var counts = RehearsalCounts()
    /// How long answers took since the request fell due, by purpose.
    var waits = [WaitTimes](repeating: WaitTimes(), count: VisitorStep.allCases.count)
    var seen = PlaceSet()
    var random: VisitorRandom
    /// Visitors of each phase that count as waiting in the line right now.
    private(set) var lookingCount = 0
    /// Visitors who have come.
    private(set) var arrivedCount = 0
    /// Visitors who are through or out.
    private(set) var finishedCount = 0
    /// Joins that were answered.
    var joinedCount = 0

    private(set) var pools: [LoadPool<VisitorStep>] = []
    private var wheel: VisitorWheel
    private var arrivals: ArrivalSchedule
    private var began = LoopInstant(nanoseconds: 0)
    private let ended: () -> Void
    private var isOver = false

    /// A crowd that has not begun to come; `ended` is called once when everybody is through or patience is
    /// over.
    init(_ settings: RehearsalSettings, on reactor: Reactor, ended: @escaping () -> Void) {
        self.settings = settings
        self.reactor = reactor
        self.ended = ended
        random = VisitorRandom(seed: settings.seed)
        slips = SlipShelf(count: settings.visitors)
        wheel = VisitorWheel(count: settings.visitors)
        visitors = Self.makeVisitors(settings, &random)
        arrivals = ArrivalSchedule(
            settings.shape, count: settings.visitors,
            span: Double(settings.span.wholeNanoseconds) / 1e6,
            random: VisitorRandom(seed: settings.seed &+ 0x5EED),
            rest: settings.isJoinsOnly ? Double(settings.rest.wholeNanoseconds) / 1e6 : 0)
        let timeout = reactor.makeTimeout(.seconds(30))
        let each = max(1, settings.connections / settings.gateways.count)
        pools = settings.gateways.map {
            LoadPool(to: $0, maximum: each, timeout: timeout, reactor: reactor, taker: self)
        }
    }

    /// Exact shares of each kind, in random order, spread over the gateways.
    private static func makeVisitors(_ settings: RehearsalSettings, _ random: inout VisitorRandom)
        -> [Visitor]
    {
        let count = settings.visitors
        let shares: [(VisitorKind, Double)] = [
            (.absent, settings.absent), (.late, settings.late), (.unused, settings.unused),
        ]
        var kinds: [VisitorKind] = []
        for (kind, share) in shares {
            let number = min(count - kinds.count, Int((Double(count) * share).rounded()))
            kinds += Array(repeating: kind, count: number)
        }
        kinds += Array(repeating: .present, count: count - kinds.count)
        kinds.shuffle(using: &random)
        return kinds.enumerated().map { index, kind in
            Visitor(kind: kind, target: UInt8(index % settings.gateways.count))
        }
    }

    /// Begins: the first visitor comes in a moment.
    func start() {
        began = reactor.now
        tick()
    }

    /// Milliseconds since the beginning.
    var now: Int32 { milliseconds(of: reactor.now) }

    private func milliseconds(of instant: LoopInstant) -> Int32 {
        Int32(clamping: (instant.nanoseconds - began.nanoseconds) / 1_000_000)
    }

    // MARK: The clock

    private func tick() {
        if isOver { return }
        let now = now
        while arrivedCount < visitors.count, arrivals.time <= now {
            arrive(Int32(arrivedCount), at: arrivals.time)
            arrivedCount += 1
            arrivals.advance()
        }
        for visitor in wheel.advance(to: now) { act(visitor) }
        if finishedCount == visitors.count || Duration.milliseconds(Int(now)) > settings.patience {
            isOver = true
            for pool in pools { pool.close() }
            return ended()
        }
        reactor.after(.milliseconds(2)) { [weak self] in self?.tick() }
    }

    private func arrive(_ visitor: Int32, at time: Int32) {
        if now - time > 100 { counts.startedLate += 1 }
        visitors[Int(visitor)].arrived = time
        visitors[Int(visitor)].phase = .joining
        send(.join, for: visitor, due: began.advanced(by: .milliseconds(Int(time))))
    }

    /// Lets a visitor act after a while, scattered by a fifth.
    func schedule(_ visitor: Int32, after milliseconds: Double) {
        wheel.set(visitor, at: now &+ Int32(min(3.6e6, max(1, random.jittered(milliseconds)))))
    }

    /// Lets a visitor act after exactly so long.
    func schedule(_ visitor: Int32, afterExactly milliseconds: Int32) {
        wheel.set(visitor, at: now &+ max(1, milliseconds))
    }

    /// What a visitor does when the time has come.
    private func act(_ visitor: Int32) {
        switch visitors[Int(visitor)].phase {
        case .joining: send(.join, for: visitor)
        case .waiting: send(.poll, for: visitor)
        case .away:
            enter(.waiting, visitor)
            send(.poll, for: visitor)
        case .claiming: send(.claim, for: visitor)
        case .inside: goOn(visitor)
        case .leaving: send(.finish, for: visitor)
        case .expected, .done, .lost: break
        }
    }

    // MARK: Steps

    /// Puts a visitor into a phase, and keeps the counts.
    func enter(_ phase: VisitorPhase, _ visitor: Int32) {
        let before = visitors[Int(visitor)].phase
        visitors[Int(visitor)].phase = phase
        lookingCount += (Self.isLooking(phase) ? 1 : 0) - (Self.isLooking(before) ? 1 : 0)
        if phase == .done || phase == .lost {
            finishedCount += 1
            tokens[visitor] = nil
        }
    }

    private static func isLooking(_ phase: VisitorPhase) -> Bool { phase == .waiting || phase == .claiming }

    /// Sends a request of a visitor to its gateway, or to the next one while that takes no connection.
    func send(_ purpose: VisitorStep, for visitor: Int32, due: LoopInstant? = nil) {
        let own = Int(visitors[Int(visitor)].target)
        var target = own
        for step in 0..<pools.count {
            target = (own + step) % pools.count
            if pools[target].restsUntil <= reactor.now { break }
        }
        visitors[Int(visitor)].target = UInt8(target)
        pools[target].send(LoadRequest(visitor: visitor, purpose: purpose, due: due ?? reactor.now))
    }
}
