import Bytes
import EventLoop
import HTTP
import HTTPClient
import HTTPServer
import Settings
import Telemetry
import TestKit
import Tokens
import Testing
import WaitingRoom

@testable import Gateway

extension GatewayHarness {
    struct Silence: LogSink {
        func write(_ line: borrowing ByteBuffer) -> Bool { true }
    }

    struct Keys: Sendable {
        let now: GatewayKeys
        let old: GatewayKeys
        let foreign: GatewayKeys
    }

    static func settings(
        upstream: UInt16, _ configure: (inout SluiceSettings) throws -> Void
    ) throws -> SluiceSettings {
        var settings = SluiceSettings()
        settings.upstreams["site"] = UpstreamConfiguration(servers: [
            try ServerAddress("127.0.0.1:\(upstream)")
        ])
        settings.rooms = [
            RoomConfiguration(
                name: "demo", match: [RequestMatch(path: "/**")], except: [RequestMatch(path: "/assets/**")],
                upstream: "site", capacity: 1)
        ]
        try configure(&settings)
        return settings
    }

    static func startSite(
        _ loops: LoopHarness, _ book: SampleUpstream.Book
    ) async throws -> (LoopBound<LoopServer>, UInt16) {
        try await loops.run { loop in
            let server = LoopServer(on: loop.reactor, service: SampleUpstream(book))
            let address = try server.listen(on: .v4(0x7F00_0001, port: 0))
            return (LoopBound(server, on: loop.reactor), address.port ?? 0)
        }
    }

    static func makeKeys(_ now: Int64) throws -> Keys {
        var random = SecureRandom()
        let first = KeyRing(now: now - 1_000_000, random: &random)
        var second = first
        try second.rotateSlips(now: now - 500_000, reload: .seconds(1), random: &random)
        let foreign = KeyRing(now: now - 1_000_000, random: &random)
        return Keys(now: try make(second), old: try make(first), foreign: try make(foreign))
    }

    struct UserKeys: Sendable {
        let now: UserTokenSigner
        let keys: [VerificationKey]
        let later: UserTokenSigner
        let laterKeys: [VerificationKey]
    }

    static func makeUserKeys(_ now: Int64) throws -> UserKeys {
        var random = SecureRandom()
        let (first, second) = (KeyRing(now: 1000, random: &random), KeyRing(now: 1000, random: &random))
        return UserKeys(
            now: try UserTokenSigner(first), keys: try first.verificationKeys(),
            later: try UserTokenSigner(second), laterKeys: try second.verificationKeys())
    }

    /// The text of a user token of the account with this number, made so many milliseconds ago.
    func user(_ number: Int, lasts: Int64 = 600_000, by signer: UserTokenSigner? = nil) throws -> String {
        var random = SecureRandom()
        let digits = String(number, radix: 16)
        let account = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        let now = WallClock.milliseconds()
        let claims = UserClaims(
            account: account, session: "s\(number)", roles: ["passenger"], issuedAt: now - 1000,
            expiresAt: now + lasts, random: &random)
        var text = ByteBuffer()
        try (signer ?? identity).sign(claims, into: &text)
        return String(decoding: text.copyBytes(), as: UTF8.self)
    }

    /// Somebody who is logged in as the account with this number.
    func visitor(account number: Int) throws -> Visitor {
        let visitor = visitor()
        visitor.cookies["sluice-u"] = try user(number)
        return visitor
    }

    private static func make(_ ring: KeyRing) throws -> GatewayKeys {
        try GatewayKeys(ring, issuer: "sluice", audience: "site", algorithm: .edDSA)
    }

    static func service(
        _ plan: GatewayPlan, on loop: isolated Loop, stores: [MemoryRoom], keys: GatewayKeys, notes: Notes,
        resolver: NameResolver
    ) -> GatewayService {
        let reactor = loop.reactor
        let clock = LoopClock(reactor, wallMilliseconds: 0)
        let pools = plan.upstreams.map { UpstreamPool($0, on: loop, resolver: resolver) }
        let registry = MetricsRegistry(shards: 1)
        let instruments = GatewayInstruments(
            registry, rooms: plan.rooms.map(\.text), upstreams: plan.upstreamNames)
        let desks = plan.rooms.map { room in
            RoomDesk(room, store: stores[room.index], reactor: reactor, bulletin: RoomBulletin.unknown(room))
        }
        return GatewayService(
            plan: plan, reactor: reactor, clock: clock, log: EventLog(role: "test", sink: Silence()),
            metrics: GatewayMetrics(instruments, shard: registry.shard(0)),
            proxy: ReverseProxy(plan: plan, pools: pools, clock: clock), desks: desks, keys: keys,
            reloadKeys: { notes.add("reload") },
            wantUserKeys: {
                notes.add("user keys")
                return true
            })
    }

    static func keeper(
        _ plan: RoomPlan, _ store: MemoryRoom, _ service: GatewayService, _ loop: isolated Loop
    ) -> RoomKeeper {
        RoomKeeper(
            plan, gateway: "test", store: store, reactor: loop.reactor,
            log: EventLog(role: "test", sink: Silence()), random: SeededRandom(seed: 1)
        ) { [unowned service] in service.adopt($0, room: plan.index) }
    }

    /// The text of a slip, by today's keys or others.
    func slip(
        _ kind: Slip.Kind = .place(number: 1), room: String = "demo", epoch: UInt32 = 1,
        keys: GatewayKeys? = nil
    ) throws -> String {
        let name = try #require(RoomName(room))
        let gen = lines[0].line?.gen ?? 1
        let slip = try #require(Slip(room: name, epoch: epoch, gen: gen, kind: kind, time: clock.now))
        let sealer = (keys ?? self.keys).sealer
        var payload = ByteBuffer()
        slip.encode(keyID: sealer.signingKeyID(at: clock.now), into: &payload)
        var text = ByteBuffer()
        _ = payload.withReadable { sealer.seal($0, into: &text) }
        return String(decoding: text.copyBytes(), as: UTF8.self)
    }

    /// What the admission token in a claim's answer says.
    func claims(_ response: RawResponse) throws -> AdmissionClaims {
        let token = try #require(try response.json["token"]?.text)
        return try keys.verifier.verify(Array(token.utf8).span.bytes, now: clock.now)
    }

    /// The text of an admission token that ends so many milliseconds from now.
    func token(
        _ place: Int = 1, room: String = "demo", epoch: UInt32 = 1, lasts: Int64 = 60_000,
        sessionEnds: Int64 = 900_000, keys: GatewayKeys? = nil
    ) throws -> String {
        var random = SecureRandom()
        let gen = lines[0].line?.gen ?? 1
        let session = SessionID(high: 1, low: UInt64(place))
        let claims = AdmissionClaims(
            room: room, subject: "\(room):\(place)", session: session, place: place, epoch: epoch, gen: gen,
            issuedAt: clock.now - max(0, 60_000 - lasts), expiresAt: clock.now + lasts,
            endsAt: clock.now + sessionEnds, random: &random)
        var text = ByteBuffer()
        try (keys ?? self.keys).signer.sign(claims, into: &text)
        return String(decoding: text.copyBytes(), as: UTF8.self)
    }
}
