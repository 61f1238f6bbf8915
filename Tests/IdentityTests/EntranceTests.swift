import Contracts
import ServiceKit
import TestKit
import Testing

@testable import Identity

@Suite("Coming in")
struct EntranceTests {
    @Test("somebody registers, shows the code, is in, and leaves")
    func wholeWay() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let login = try identity.register(phone)
        let token = try #require(login.accessToken)
        #expect(!login.mfaRequired && login.tokenType == "Bearer" && login.expiresIn == 900)
        let me: AccountModel = try identity.model(identity.send("GET", "/api/accounts/me", token: token))
        #expect(me.phone == phone && me.roles == ["passenger"] && me.name == "Rahim" && me.isVerified)
        #expect(me == login.account)
        #expect(try identity.send("DELETE", "/api/sessions/current", token: token).status == 204)
        // The token is good for services until it ends; here its session is known to have ended.
        #expect(try identity.send("GET", "/api/accounts/me", token: token).status == 401)
        let refresh = try #require(login.refreshToken)
        let renewed = try identity.send("POST", "/api/tokens/refresh", #"{"refresh_token":"\#(refresh)"}"#)
        #expect(identity.problem(renewed) == "refresh_invalid")
        #expect(try identity.logIn(phone).status == 200)
    }

    @Test("a registration reads the same for a contact that has an account, and sends its owner no code")
    func knownContact() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        // Past the pause between two codes to one contact.
        try identity.server.command("DELETE FROM identity.guard", in: identity.database)
        let before = try identity.code(to: phone)
        let again = try identity.send(
            "POST", "/api/accounts", #"{"phone":"\#(phone)","password":"another long one","name":"X"}"#,
            key: "again")
        let model: RegistrationModel = try identity.model(again, status: 201)
        #expect(model.code.to == Contact(phone)?.masked && !model.isVerified)
        #expect(try identity.code(to: phone) == before)
        #expect(try identity.logIn(phone, password: "another long one").status == 401)
    }

    @Test("the same registration five times at once has one effect and one answer; another body is refused")
    func idempotency() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let body = #"{"phone":"\#(phone)","password":"tiger lily 42","name":"Rahim"}"#
        let answers = try identity.sendAtOnce(5, "POST", "/api/accounts", body, key: "k1")
        #expect(answers.map(\.status) == [201, 201, 201, 201, 201])
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(answers.filter { $0.field("idempotent-replayed") == "true" }.count == 4)
        let rows = try identity.server.command(
            "SELECT count(*) FROM identity.registration", in: identity.database)
        #expect(rows.hasPrefix("1"))
        let other = try identity.send(
            "POST", "/api/accounts", #"{"phone":"\#(phone)","password":"tiger lily 43","name":"Rahim"}"#,
            key: "k1")
        #expect(other.status == 422 && identity.problem(other) == "idempotency_key_reused")
        #expect(try identity.send("POST", "/api/accounts", body).status == 400)
        // What is kept of a body with a password in it is keyed: not the plain hash of the body.
        let digest = try identity.server.command(
            "SELECT count(*) FROM event.idem WHERE digest = sha256('\(body)'::bytea)", in: identity.database)
        #expect(digest.hasPrefix("0"))
    }

    @Test("a password that may not be chosen and a contact that is none are refused with their place")
    func refusals() async throws {
        let identity = try await IdentityUnderTest()
        func refusal(_ body: String) throws -> (Int, String) {
            let answer = try identity.send("POST", "/api/accounts", body, key: "refusal")
            return (answer.status, answer.text)
        }
        let phone = identity.freshPhone()
        let short = try refusal(#"{"phone":"\#(phone)","password":"short"}"#)
        #expect(short.0 == 422 && short.1.contains("#/password") && short.1.contains("password_unusable"))
        let contact = try refusal(#"{"phone":"12","password":"tiger lily 42"}"#)
        #expect(contact.0 == 422 && contact.1.contains("#/phone"))
        #expect(try refusal(#"{"password":"tiger lily 42"}"#).0 == 400)
        #expect(try refusal(#"{"phone":"\#(phone)","email":"a@b.co","password":"tiger lily 42"}"#).0 == 400)
        #expect(try refusal(#"{"phone":7,"password":"tiger lily 42"}"#).0 == 400)
        #expect(try refusal("{").0 == 400)
        let long = String(repeating: "n", count: 201)
        #expect(try refusal(#"{"phone":"\#(phone)","password":"tiger lily 42","name":"\#(long)"}"#).0 == 422)
    }

    @Test("a wrong password and an unknown contact are told nothing apart, and cost one hash each")
    func sameAnswer() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let wrong = try identity.logIn(phone, password: "not the password")
        let unknown = try identity.logIn(identity.freshPhone(), password: "not the password")
        let nonsense = try identity.logIn("no contact at all", password: "not the password")
        for answer in [wrong, unknown, nonsense] {
            #expect(answer.status == 401 && identity.problem(answer) == "invalid_credentials")
            #expect(answer.body.count == wrong.body.count)
        }
    }

    @Test("ten wrong passwords and no more, for contacts with and without an account; success forgives")
    func guessing() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        for contact in [phone, identity.freshPhone()] {
            let answers = try (0..<11).map { _ in try identity.logIn(contact, password: "wrong password") }
            #expect(answers.prefix(10).allSatisfy { $0.status == 401 })
            #expect(answers[10].status == 429)
            #expect((answers[10].field("retry-after").flatMap { Int($0) } ?? 0) > 0)
        }
        // From there even the right one has to wait now, and from nowhere else.
        #expect(try identity.logIn(phone).status == 429)
        let body = #"{"phone":"\#(phone)","password":"tiger lily 42"}"#
        let away = try identity.send(
            "POST", "/api/sessions", body, fields: ["X-Forwarded-For: 2001:db8::7"])
        #expect(away.status == 200)
        try identity.server.command(
            "UPDATE identity.guard SET due = due - interval '1 hour'", in: identity.database)
        for _ in 0..<9 { #expect(try identity.logIn(phone, password: "wrong password").status == 401) }
        #expect(try identity.logIn(phone).status == 200)
        for _ in 0..<10 { #expect(try identity.logIn(phone, password: "wrong password").status == 401) }
    }

    @Test("many networks at once are slowed for a contact, but not a browser that its owner was in from")
    func knownBrowser() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        func logIn(_ password: String, _ fields: [String]) throws -> RawResponse {
            try identity.send(
                "POST", "/api/sessions", #"{"phone":"\#(phone)","password":"\#(password)"}"#,
                fields: fields + ["Sec-Fetch-Site: same-origin"])
        }
        func device(_ response: RawResponse) -> String? {
            response.head.split(separator: "\r\n").first { $0.hasPrefix("Set-Cookie: sluice-d=") }?
                .split(separator: ";").first.map { String($0.dropFirst(12)) }
        }
        let browser = try #require(device(logIn("tiger lily 42", [])))
        try identity.server.command("DELETE FROM identity.guard", in: identity.database)
        #expect(try logIn("wrong password", ["X-Forwarded-For: 2001:db8::1"]).status == 401)
        // As if two hundred more had come, from everywhere.
        try identity.server.command(
            "UPDATE identity.guard SET due = due + interval '2000 s'", in: identity.database)
        let stranger = ["X-Forwarded-For: 2001:db8:0:99::1"]
        let slowed = try logIn("tiger lily 42", stranger)
        #expect(slowed.status == 429 && slowed.text.contains("password-all"))
        #expect((slowed.field("retry-after").flatMap { Int($0) } ?? 0) > 0)
        // Its own tries are counted apart, and it keeps the cookie it has.
        let known = stranger + ["Cookie: \(browser)"]
        let entered = try logIn("tiger lily 42", known)
        #expect(entered.status == 200 && device(entered) == nil)
        let statuses = try (0..<11).map { _ in try logIn("wrong password", known).status }
        #expect(statuses == Array(repeating: 401, count: 10) + [429])
        // A mark of another account, and one that nobody made, are worth nothing.
        let other = identity.freshPhone()
        _ = try identity.register(other)
        let theirs = try identity.send(
            "POST", "/api/sessions", #"{"phone":"\#(other)","password":"tiger lily 42"}"#,
            fields: ["Sec-Fetch-Site: same-origin"])
        for mark in [try #require(device(theirs)), browser.dropLast() + "?"] {
            #expect(try logIn("tiger lily 42", stranger + ["Cookie: \(mark)"]).status == 429)
        }
    }

    @Test("a hash of another cost is made anew when its owner logs in")
    func rehash() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        var random = SeededRandom(seed: 5)
        let cheap = try PasswordHash(
            of: "tiger lily 42", cost: PasswordCost(memory: 64, passes: 1, lanes: 1), random: &random)
        try identity.server.command(
            """
            UPDATE identity.password SET hash = '\(cheap.text)' WHERE account =
                (SELECT id FROM identity.account WHERE phone = '\(phone)')
            """, in: identity.database)
        #expect(try identity.logIn(phone, password: "wrong password").status == 401)
        #expect(try identity.logIn(phone).status == 200)
        let stored = try identity.server.command(
            """
            SELECT hash FROM identity.password WHERE account =
                (SELECT id FROM identity.account WHERE phone = '\(phone)')
            """, in: identity.database)
        #expect(stored.hasPrefix("$argon2id$v=19$m=1024,t=2,p=1$"))
        #expect(try identity.logIn(phone).status == 200)
    }

    @Test("without its database it says 503 and when to come again")
    func away() async throws {
        let identity = try await IdentityUnderTest()
        // As if the server had gone, for this one database.
        try identity.server.command(
            """
            ALTER DATABASE \(identity.database) ALLOW_CONNECTIONS false;
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(identity.database)'
            """)
        let answer = try identity.logIn("+8801812345678")
        #expect(answer.status == 503 && answer.field("retry-after") != nil)
    }
}
