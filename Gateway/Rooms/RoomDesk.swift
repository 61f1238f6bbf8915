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
        /// Nobody: the gateway asks for somebody at the door.
        case door
    }

    private struct Join {
        let account: AccountKey?
        let sink: JoinSink
    }

    private struct Claim {
        let place: Int
        let sink: ClaimSink
    }

    let plan: RoomPlan
    private(set) var bulletin: RoomBulletin
    /// When the sessions that this loop has seen begin or renewed end unless they are used, by place.
    private(set) var sessions: [Int: Int64] = [:]
    /// Called for outcomes whose connection waits without a task.
    var answerJoin: (DeferredReply, JoinOutcome) -> Void = { _, _ in }
    /// As `answerJoin`, for claims.
    var answerClaim: (DeferredReply, Slip, ClaimAnswer) -> Void = { _, _, _ in }
    /// Called for claims that were made for an event stream.
    var answerStream: (EventStream, ClaimAnswer) -> Void = { _, _ in }
    /// Called when so many places have entered by a claim of this loop, whether they asked here or not.
    var admitted: (Int) -> Void = { _ in }
    /// Called when a session that this loop lets through is over.
    var sessionGone: (Int) -> Void = { _ in }

    private let store: any RoomStore
    private let reactor: Reactor
    private var fastJoins: Batcher<Join>?
    private var plainJoins: Batcher<Join>?
    private var claims: Batcher<Claim>?
    private var beats: Batcher<Int>?
    private var touches: Batcher<SessionTouch>?
    private var ends: Batcher<SessionEnd>?
    private var door = DoorList()
    private var ended = EndedPlaces()
    private var asksAtDoor = false

    init(_ plan: RoomPlan, store: any RoomStore, reactor: Reactor, bulletin: RoomBulletin) {
        self.plan = plan
        self.store = store
        self.reactor = reactor
        self.bulletin = bulletin
        makeBatchers()
    }

    /// Takes the newest bulletin over.
    func adopt(_ bulletin: RoomBulletin) {
        // In a new epoch the numbers are other people's.
        if bulletin.snapshot.epoch != self.bulletin.snapshot.epoch {
            sessions.removeAll()
            door = DoorList()
            ended = EndedPlaces()
        }
        self.bulletin = bulletin
        for place in bulletin.ended {
            sessions[place] = nil
            ended.note(place, at: now)
            sessionGone(place)
        }
        if sessions.count > 2 * bulletin.settings.capacity + 1024 {
            sessions = sessions.filter { $0.value > bulletin.snapshot.roomTime }
        }
    }

    /// Whether the store can be asked at all.
    var isLive: Bool { bulletin.health == .live }

    // MARK: What requests want of the store; false when too many wait

    /// Joins, in rooms by account with one.
    func join(_ account: AccountKey?, mayGoStraightIn: Bool, _ sink: JoinSink) -> Bool {
        guard plan.asksAccounts == (account != nil) else { return false }
        let join = Join(account: account, sink: sink)
        return (mayGoStraightIn ? fastJoins : plainJoins)?.add(join) ?? false
    }

    func claim(_ place: Int, _ sink: ClaimSink) -> Bool {
        claims?.add(Claim(place: place, sink: sink)) ?? false
    }

    /// Says that somebody is there, when the line asks for that at this place.
    func beat(_ place: Int) {
        let snapshot = bulletin.snapshot
        if place <= snapshot.serving + snapshot.within, place > snapshot.floor, isLive {
            _ = beats?.add(place)
        }
    }

    func touch(_ place: Int, end: Int64) {
        if isLive { _ = touches?.add(SessionTouch(place: place, end: end)) }
    }

    func finish(_ place: Int, leaves: Bool) -> Bool {
        sessions[place] = nil
        door.remove(place)
        ended.note(place, at: now)
        return ends?.add(SessionEnd(place: place, leaves: leaves)) ?? false
    }

    /// Notes that somebody is inside.
    func noteEntry(_ place: Int, expiry: Int64) {
        sessions[place] = expiry
    }

    /// Notes that somebody who is called asked: while they wait at the door, the gateway asks for them.
    func heard(_ place: Int) {
        guard sessions[place] == nil else { return }
        door.note(place, at: now)
        askAtDoorSoon()
    }

    /// Whether the session of a place is over, as far as this loop has heard.
    func hasEnded(_ place: Int) -> Bool {
        ended.contains(place, at: now)
    }

    /// Notes that somebody polled; it counts only for those who are on the door list already.
    func polled(_ place: Int) {
        if !door.isEmpty { door.refresh(place, at: now) }
    }

    private var now: Int64 { reactor.now.nanoseconds / 1_000_000 }

    /// Ten times a second while somebody waits at the door.
    private func askAtDoorSoon() {
        guard !asksAtDoor else { return }
        asksAtDoor = true
        reactor.after(.milliseconds(100)) { [weak self] in self?.askAtDoor() }
    }

    private func askAtDoor() {
        asksAtDoor = false
        let places = door.present(at: now, limit: 256)
        if isLive, (claims?.waiting ?? 0) < 256 {
            for place in places { _ = claim(place, .door) }
        }
        if !door.isEmpty { askAtDoorSoon() }
    }

    // MARK: The batches

    private func makeBatchers() {
        fastJoins = Batcher(
            reactor, limit: JoinBatch.limit, enough: 48, spacing: .milliseconds(10), bound: 65_536
        ) {
            [unowned self] in await send(joins: $0, mayGoStraightIn: true)
        }
        plainJoins = Batcher(
            reactor, limit: JoinBatch.limit, enough: 48, spacing: .milliseconds(10), bound: 65_536
        ) {
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

    private func send(joins: [Join], mayGoStraightIn: Bool) async {
        // The line that is asked, which a bulletin may replace before it answers: the numbers are that
        // line's.
        let snapshot = bulletin.snapshot
        let accounts = joins.compactMap(\.account)
        let reply: JoinReply
        do throws(RoomStoreError) {
            reply = try await store.join(
                accounts.isEmpty
                    ? JoinBatch(newcomers: joins.count, mayGoStraightIn: mayGoStraightIn)
                    : JoinBatch(accounts: accounts, mayGoStraightIn: mayGoStraightIn))
        } catch {
            for join in joins { tell(join.sink, .held) }
            return
        }
        // Who has an account has a number of its own; two of one account in a batch share one.
        let isByAccount = reply.numbers.count == joins.count && !accounts.isEmpty
        for (index, join) in joins.enumerated() {
            let number = isByAccount ? reply.numbers[index] : reply.status == .open ? reply.first + index : 0
            let place = GivenPlace(
                number: number, gen: snapshot.gen, epoch: snapshot.epoch, time: reply.roomTime,
                account: join.account, isNew: reply.status == .open && number >= reply.first)
            tell(join.sink, Self.outcome(place, reply))
        }
    }

    /// What one newcomer got; a known account has its number also where none are given any more.
    private static func outcome(_ place: GivenPlace, _ reply: JoinReply) -> JoinOutcome {
        if place.isNew, place.number < reply.first + reply.straightIn {
            return .straightIn(place, expiry: reply.expiry, end: reply.end)
        }
        if place.number > 0 { return .placed(place) }
        return switch reply.status {
        case .open, .held: .held
        case .closed: .closed
        case .soldOut: .soldOut
        case .passthrough: .passthrough
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
            let entered = reply.others + reply.outcomes.count(where: \.isEntry)
            if entered > 0 { admitted(entered) }
        }
        for claim in claims {
            let answer = answers[claim.place] ?? .unavailable
            settle(claim.place, answer)
            switch claim.sink {
            case .handler(let wait): wait.complete(answer)
            case .parked(let reply, let slip): answerClaim(reply, slip, answer)
            case .stream(let stream): answerStream(stream, answer)
            case .door: break
            }
        }
    }

    /// Keeps the door list true: who waits there stays on it, who is inside or out is not.
    private func settle(_ place: Int, _ answer: ClaimAnswer) {
        guard case .answered(let outcome, _) = answer else { return }
        switch outcome {
        case .full: break
        case .admitted(let expiry, _), .same(let expiry, _):
            door.remove(place)
            noteEntry(place, expiry: expiry)
        case .used:
            door.remove(place)
            ended.note(place, at: now)
        case .notCalled, .expired, .held: door.remove(place)
        }
    }

    private func send(touches: [SessionTouch]) async {
        guard let reply = try? await store.touch(touches), reply.outcomes.count == touches.count else {
            return
        }
        for (touch, outcome) in zip(touches, reply.outcomes) {
            switch outcome {
            case .renewed(let expiry): sessions[touch.place] = expiry
            case .gone:
                sessions[touch.place] = nil
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
