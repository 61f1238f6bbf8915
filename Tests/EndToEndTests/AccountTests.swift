import Bytes
import Foundation
import Testing
import Tokens

@Suite("A room by account, on a real Redis")
struct AccountTests {
    private let identity: KeyRing
    private let house: House

    init() throws {
        var random = SecureRandom()
        identity = KeyRing(now: 1000, random: &random)
        house = try House(
            room: ["mode: auto", "rate: 50", "capacity: 1", "identity: account"],
            more: ["identity: {jwks: users.json, login: /assets/login}"])
        var set = ByteBuffer()
        JSONWebKeySet.append(try identity.verificationKeys(), to: &set)
        try PublicKeyFile(path: house.folder.url.path + "/users.json").publish(set.copyBytes())
    }

    /// The header field of somebody who is logged in.
    private func login(_ account: Int) throws -> [String: String] {
        var random = SecureRandom()
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let claims = UserClaims(
            account: "00000000-0000-4000-8000-00000000000\(account)", session: "s", roles: [],
            issuedAt: now - 1000, expiresAt: now + 600_000, random: &random)
        var text = ByteBuffer()
        try UserTokenSigner(identity).sign(claims, into: &text)
        return ["Authorization": "Bearer \(String(decoding: text.copyBytes(), as: UTF8.self))"]
    }

    private func join(_ person: Person, as account: Int, at port: UInt16) throws -> Answer {
        try person.ask("POST", "/_sluice/v1/rooms/demo/places", at: port, fields: login(account))
    }

    @Test(
        "one account has one place on all devices and gateways, and a new one after its session",
        .timeLimit(.minutes(1)))
    func onePlace() throws {
        let ports = [try house.startGateway(), try house.startGateway()]
        let nobody = try Person().browse("/buy", at: ports[0])
        #expect(nobody.status == 303)
        #expect(nobody.field("location") == "/assets/login?return=/buy")
        #expect(try Person().join(at: ports[1]).string("code") == "login_required")

        let (phone, laptop, other) = (Person(), Person(), Person())
        let first = try join(phone, as: 1, at: ports[0])
        #expect(first.status == 201)
        #expect(first.number("place") == 1)
        let second = try join(laptop, as: 1, at: ports[1])
        #expect(second.status == 200)
        #expect(second.number("place") == 1)
        let third = try join(other, as: 2, at: ports[1])
        #expect(third.number("place") == 2)

        #expect(try phone.getIn(at: ports[1]))
        #expect(try laptop.getIn(at: ports[0]), "the second device shares the session")
        let sessions = try [phone, laptop].map { person in
            try person.ask("GET", "/whoami", at: ports[0], fields: login(1)).string("x-sluice-session")
        }
        #expect(sessions[0] != nil && sessions[0] == sessions[1])
        #expect(try other.look(at: ports[0]).string("state") != nil)
        #expect(try phone.finish(at: ports[0]).status == 204)
        #expect(try other.getIn(at: ports[0]), "the capacity of one is free again")

        let anew = try join(Person(), as: 1, at: ports[1])
        #expect(anew.status == 201)
        #expect(anew.number("place") == 3)
    }
}
