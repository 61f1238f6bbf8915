import EventLoop
import HTTPServer
import Telemetry
import WaitingRoom

/// One room on one loop: the newest bulletin, and the batches in which this loop speaks to the store.
final class RoomDesk {
    /// Who is told of a join's outcome.
    enum JoinSink {
        case handler(StoreWait<JoinOutcome>)
        case parked(DeferredReply)
    }

    /// Who is told of a claim's outcome.
    enum ClaimSink {
        case handler(StoreWait<ClaimAnswer>)
        case parked(DeferredReply, Slip)
        case stream(EventStream)
    }

    private struct Claim {
        let place: Int
        let sink: ClaimSink
        let since: LoopInstant
    }

    /// How long a request waits at the door before it is told to ask again; well under the 15 s of the page's patience.
    private static let doorPatience = Duration.seconds(2)
    private static let doorSpacing = Duration.milliseconds(100)
    private static let doorBound = 4096

    let plan: RoomPlan
    private(set) var bulletin: RoomBulletin
    /// When the sessions that this loop renews end, by place.
    private(set) var expiries: [Int: Int64] = [:]
    /// Called for outcomes whose connection waits without a task.
    var answerJoin: (DeferredReply, JoinOutcome) -> Void = { _, _ in }
    /// As `answerJoin`, for claims.
    var answerClaim: (DeferredReply, Slip, ClaimAnswer) -> Void = { _, _, _ in }
    /// Called for claims that were made for an event stream.
    var answerStream: (EventStream, ClaimAnswer) -> Void = { _, _ in }
    /// Called when a session that this loop lets through is over.
    var sessionGone: (Int) -> Void = { _ in }

    private let store: any RoomStore
    private let reactor: Reactor
    private var fastJoins: Batcher<JoinSink>?
    private var plainJoins: Batcher<JoinSink>?
    private var claims: Batcher<Claim>?
    private var door: [Claim] = []
    private var beats: Batcher<Int>?
    private var touches: Batcher<SessionTouch>?
    private var ends: Batcher<SessionEnd>?

    init(_ plan: RoomPlan, store: any RoomStore, reactor: Reactor, bulletin: RoomBulletin) {
        self.plan = plan
        self.store = store
        self.reactor = reactor
        self.bulletin = bulletin
        makeBatchers()
    }

    /// Takes the newest bulletin over.
    func adopt(_ bulletin: RoomBulletin) {
        self.bulletin = bulletin
        for place in bulletin.ended {
            expiries[place] = nil
            sessionGone(place)
        }
        if expiries.count > 2 * bulletin.settings.capacity + 1024 {
            expiries = expiries.filter { $0.value > bulletin.snapshot.roomTime }
        }
    }

    /// Whether the store can be asked at all.
    var isLive: Bool { bulletin.health == .live }

    // MARK: What requests want of the store; false when too many wait

    func join(mayGoStraightIn: Bool, _ sink: JoinSink) -> Bool {
        (mayGoStraightIn ? fastJoins : plainJoins)?.add(sink) ?? false
    }

    func claim(_ place: Int, _ sink: ClaimSink) -> Bool {
        claims?.add(Claim(place: place, sink: sink, since: reactor.now)) ?? false
    }

    /// Says that somebody is there, when the line asks for that at this place.
    func beat(_ place: Int) {
        let snapshot = bulletin.snapshot
        if place <= snapshot.serving + snapshot.within, place > snapshot.floor, isLive { _ = beats?.add(place) }
    }

    func touch(_ place: Int, end: Int64) {
        if isLive { _ = touches?.add(SessionTouch(place: place, end: end)) }
    }

    func finish(_ place: Int, leaves: Bool) -> Bool {
        expiries[place] = nil
        return ends?.add(SessionEnd(place: place, leaves: leaves)) ?? false
    }

    func noteExpiry(_ place: Int, _ expiry: Int64) {
        expiries[place] = expiry
    }

    // MARK: The batches

    private func makeBatchers() {
        fastJoins = Batcher(reactor, limit: JoinBatch.limit, spacing: .milliseconds(10), bound: 65_536) {
            [unowned self] in await send(joins: $0, mayGoStraightIn: true)
        }
        plainJoins = Batcher(reactor, limit: JoinBatch.limit, spacing: .milliseconds(10), bound: 65_536) {
            [unowned self] in await send(joins: $0, mayGoStraightIn: false)
        }
        claims = Batcher(reactor, limit: 256, spacing: .milliseconds(5), bound: 65_536) {
            [unowned self] in await send(claims: $0)
        }
        beats = Batcher(reactor, limit: 512, spacing: .milliseconds(250), bound: 65_536, inFlight: 2) {
            [unowned self] in _ = try? await store.beat($0)
        }
        touches = Batcher(reactor, limit: 256, spacing: .milliseconds(200), bound: 65_536, inFlight: 2) {
            [unowned self] in await send(touches: $0)
        }
        ends = Batcher(reactor, limit: 256, spacing: .milliseconds(10), bound: 65_536) {
            [unowned self] in await send(ends: $0)
        }
    }

    private func send(joins: [JoinSink], mayGoStraightIn: Bool) async {
        let reply: JoinReply
        do throws(RoomStoreError) {
            reply = try await store.join(JoinBatch(newcomers: joins.count, mayGoStraightIn: mayGoStraightIn))
        } catch {
            for sink in joins { tell(sink, .held) }
            return
        }
        let snapshot = bulletin.snapshot
        for (index, sink) in joins.enumerated() {
            switch reply.status {
            case .open where index < reply.straightIn:
                tell(
                    sink,
                    .straightIn(
                        number: reply.first + index, gen: snapshot.gen, epoch: snapshot.epoch, time: reply.roomTime,
                        expiry: reply.expiry))
            case .open:
                tell(
                    sink,
                    .placed(
                        number: reply.first + index, gen: snapshot.gen, epoch: snapshot.epoch, time: reply.roomTime))
            case .held: tell(sink, .held)
            case .closed: tell(sink, .closed)
            case .soldOut: tell(sink, .soldOut)
            case .passthrough: tell(sink, .passthrough)
            }
        }
    }

    private func tell(_ sink: JoinSink, _ outcome: JoinOutcome) {
        switch sink {
        case .handler(let wait): wait.complete(outcome)
        case .parked(let reply): answerJoin(reply, outcome)
        }
    }

    /// Claims go in ascending order, each place once however many tabs ask for it.
    private func send(claims: [Claim]) async {
        let places = Array(Set(claims.map(\.place))).sorted()
        var answers: [Int: ClaimAnswer] = [:]
        if let reply = try? await store.claim(places), reply.outcomes.count == places.count {
            for (place, outcome) in zip(places, reply.outcomes) {
                answers[place] = .answered(outcome, time: reply.roomTime)
            }
        }
        for claim in claims {
            let answer = answers[claim.place] ?? .unavailable
            if case .answered(.full, _) = answer, waitsAtDoor(claim) { continue }
            switch claim.sink {
            case .handler(let wait): wait.complete(answer)
            case .parked(let reply, let slip): answerClaim(reply, slip, answer)
            case .stream(let stream): answerStream(stream, answer)
            }
        }
    }

    /// Keeps a request that waits without a task at the door, so that a session which ends is taken within a tenth of a
    /// second and not when its next owner happens to ask; false when it has waited long enough.
    private func waitsAtDoor(_ claim: Claim) -> Bool {
        guard case .parked(let reply, _) = claim.sink, reply.isWanted, door.count < Self.doorBound,
            reactor.now.since(claim.since) < Self.doorPatience
        else { return false }
        door.append(claim)
        if door.count == 1 { reactor.after(Self.doorSpacing) { [weak self] in self?.askForDoor() } }
        return true
    }

    /// Asks again for those at the door whose client is still there.
    private func askForDoor() {
        let waiting = door.sorted { $0.place < $1.place }
        door = []
        for claim in waiting {
            guard case .parked(let reply, let slip) = claim.sink, reply.isWanted else { continue }
            if claims?.add(claim) != true { answerClaim(reply, slip, .unavailable) }
        }
    }

    private func send(touches: [SessionTouch]) async {
        guard let reply = try? await store.touch(touches), reply.outcomes.count == touches.count else { return }
        for (touch, outcome) in zip(touches, reply.outcomes) {
            switch outcome {
            case .renewed(let expiry): expiries[touch.place] = expiry
            case .gone:
                expiries[touch.place] = nil
                sessionGone(touch.place)
            }
        }
    }

    /// The end of a session matters: it is tried again a few times before its own expiry has to do.
    private func send(ends: [SessionEnd]) async {
        for _ in 0..<3 {
            do throws(RoomStoreError) {
                try await store.finish(ends, by: nil)
                return
            } catch {
                let parking = Parking(reactor)
                _ = await parking.park(reactor, atMost: .milliseconds(300))
            }
        }
    }
}
