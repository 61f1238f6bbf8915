import Bytes
import EventLoop
import HTTP
import HTTPClient
import HTTPServer
import Limits
import Telemetry
import Tokens
import WaitingRoom

/// The gateway on one loop: every request comes here, straight from the parser.
///
/// What a snapshot can answer is answered at once (`+Polls`); what needs the store is parked or takes a
/// runner (`+Places`, `+Admission`, `+Site`); what is admitted is proxied (`ReverseProxy`).
final class GatewayService: HTTPService {
    let plan: GatewayPlan
    let reactor: Reactor
    let clock: LoopClock
    let log: EventLog
    let metrics: GatewayMetrics
    let proxy: ReverseProxy
    /// One desk a room, by the room's index.
    let desks: [RoomDesk]
    /// Tokens that this loop has verified or signed.
    let tokens: VerifiedTokens
    /// Open event streams, by room.
    var streams: [StreamTable]
    /// Who is logged in, as far as this loop has verified it.
    var users = KnownUsers()
    /// With what user tokens are verified; nil until identity's keys were read.
    var userVerifier: UserTokenVerifier?
    /// Asks for identity's keys to be read again; whether it is worth to wait for them.
    let wantUserKeys: () -> Bool
    /// The keys in force; replaced as a whole when they are read again.
    var keys: GatewayKeys
    /// Bounds sessions that are given without a wait, by address.
    var fastPath: GCRATable
    /// Ids and jitter.
    var random: FastRandom
    /// What must not be guessed.
    var secureRandom = SecureRandom()
    /// Asks for the keys to be read again; at most once a few seconds.
    let reloadKeys: () -> Void
    /// Decoded slips and documents of the request in progress.
    var slipScratch = ByteBuffer(capacity: 256)
    var body = ByteBuffer(capacity: 4096)
    /// The text of the slip that the answer in progress hands over, in the cookie and in the document.
    var sealed = ByteBuffer(capacity: 128)
    /// The status of the immediate answer in progress, for the metrics.
    var status = 200

    init(
        plan: GatewayPlan, reactor: Reactor, clock: LoopClock, log: EventLog, metrics: GatewayMetrics,
        proxy: ReverseProxy, desks: [RoomDesk], keys: GatewayKeys, reloadKeys: @escaping () -> Void,
        wantUserKeys: @escaping () -> Bool = { false }
    ) {
        self.plan = plan
        self.reactor = reactor
        self.clock = clock
        self.log = log
        self.metrics = metrics
        self.proxy = proxy
        self.desks = desks
        self.keys = keys
        self.reloadKeys = reloadKeys
        self.wantUserKeys = wantUserKeys
        random = FastRandom()
        tokens = VerifiedTokens(random: &secureRandom)
        streams = desks.map { _ in StreamTable() }
        fastPath = GCRATable(plan.fastPath, capacity: 65_536, seed: secureRandom.next())
        for desk in desks { connect(desk) }
    }

    /// Answers at once what a snapshot, prepared bytes or a parked connection can answer.
    func answer(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) -> ImmediateAnswer {
        let head = request.head
        guard let path = head.with(head.pathRange, { ReservedPath($0) }) else { return .needsRunner }
        clock.refresh()
        status = 200
        let answer = answer(path, request, into: &out)
        if case .answered = answer, let route = GatewayInstruments.Route(path) {
            metrics.answered(route, head.method, status: status, since: reactor.now)
        }
        return answer
    }

    private func answer(
        _ path: ReservedPath, _ request: borrowing ImmediateRequest, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        let head = request.head
        guard mayWrite(head, peer: request.peer) else { return problem(.forbidden, request, into: &out) }
        switch (path, head.method) {
        case (.place(let room), .get), (.place(let room), .head):
            return poll(request, room: room, into: &out)
        case (.serving(let room), .get), (.serving(let room), .head):
            return servingDocument(request, room: room, into: &out)
        case (.places(let room), .post): return join(request, room: room, into: &out)
        case (.admission(let room), .post): return claim(request, room: room, into: &out)
        case (.events(let room), .get): return openEvents(request, room: room, into: &out)
        case (.keys, .get), (.keys, .head): return keySet(request, into: &out)
        case (.page, .get), (.page, .head), (.joinForm, .post), (.leaveForm, .post): return .needsRunner
        case (.place, .delete), (.admission, .delete): return .needsRunner
        case (.unknown, _): return problem(.notFound, request, into: &out)
        default: return problem(.methodNotAllowed, request, into: &out)
        }
    }

    /// Serves what may wait.
    func respond(to exchange: Exchange) async {
        let start = reactor.now
        clock.refresh()
        let head = exchange.head
        let path = head.with(head.pathRange) { ReservedPath($0) }
        let method = head.method
        exchange.status = 200
        await respond(to: exchange, path)
        let route = path.flatMap { GatewayInstruments.Route($0) } ?? .site
        metrics.answered(route, method, status: exchange.isGone ? 499 : exchange.status, since: start)
    }

    private func respond(to exchange: Exchange, _ path: ReservedPath?) async {
        let head = exchange.head
        guard !head.wantsUpgrade, head.method != .connect, head.method != .trace else {
            return fail(exchange, .notImplemented)
        }
        guard let path else { return await serveSite(exchange) }
        guard mayWrite(head, peer: exchange.peer) else { return fail(exchange, .forbidden) }
        switch (path, head.method) {
        case (.page(let room), .get), (.page(let room), .head): await showPage(exchange, room: room)
        case (.joinForm(let room), .post): await joinByForm(exchange, room: room)
        case (.leaveForm(let room), .post): await leaveByForm(exchange, room: room)
        case (.place(let room), .delete): await leave(exchange, room: room)
        case (.admission(let room), .delete): await finishSession(exchange, room: room)
        case (.places(let room), .post): await joinWithBody(exchange, room: room)
        case (.admission(let room), .post): await claimWithBody(exchange, room: room)
        case (.unknown, _): fail(exchange, .notFound)
        default: fail(exchange, .methodNotAllowed)
        }
    }

    /// Whether a request only reads, or comes from nobody else's page.
    private func mayWrite(_ head: RequestHead, peer: SocketAddress) -> Bool {
        head.method.isSafe || head.comesFromOurPages(trustsProxy: plan.trusts(peer))
    }

    /// The room that a path names, or nil.
    func desk(_ head: RequestHead, _ room: Range<Int>) -> RoomDesk? {
        let path = head.pathRange
        let place = path.lowerBound + room.lowerBound..<path.lowerBound + room.upperBound
        return head.with(place) { RoomName($0) }.flatMap { index(of: $0) }.map { desks[$0] }
    }

    /// The position of a room: a few names are compared faster than one is hashed.
    private func index(of name: RoomName) -> Int? {
        guard desks.count <= 8 else { return plan.roomIndex[name] }
        for index in desks.indices where desks[index].plan.name == name { return index }
        return nil
    }

    /// Takes a room's bulletin over and moves what depends on it.
    func adopt(_ bulletin: RoomBulletin, room: Int) {
        if let offset = bulletin.clockOffset { clock.adopt(offset: offset) }
        desks[room].adopt(bulletin)
        tellStreams(room)
    }

    private func connect(_ desk: RoomDesk) {
        desk.answerJoin = { [unowned self, unowned desk] reply, outcome in
            status = 201
            if case .placed(let place) = outcome, !place.isNew { status = 200 }
            reply.complete {
                let cookies = desk.plan.cookies(isSecure: reply.tag == 1)
                finishJoin(desk, outcome, cookies, closes: reply.closes, into: &$0)
            }
            metrics.answered(.places, .post, status: status, since: reply.start)
        }
        desk.answerClaim = { [unowned self, unowned desk] reply, slip, answer in
            status = 200
            reply.complete {
                let cookies = desk.plan.cookies(isSecure: reply.tag == 1)
                finishClaim(desk, slip, answer, cookies, closes: reply.closes, into: &$0)
            }
            metrics.answered(.admission, .post, status: status, since: reply.start)
        }
        desk.answerStream = { [unowned self, unowned desk] stream, answer in
            finishStreamClaim(desk, stream, answer)
        }
        desk.admitted = { [unowned self, unowned desk] in metrics.admitted(desk.plan.index, $0) }
        desk.sessionGone = { [unowned self, unowned desk] place in
            let now = clock.milliseconds
            tokens.end(
                room: UInt32(desk.plan.index), epoch: desk.bulletin.snapshot.epoch, place: place,
                until: now + 120_000, now: now)
        }
    }
}
