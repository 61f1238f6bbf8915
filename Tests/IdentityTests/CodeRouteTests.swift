import Contracts
import ServiceKit
import ServiceTestKit
import TestKit
import Testing

@testable import Identity

@Suite("Codes to contacts")
struct CodeRouteTests {
    /// Asks for a code and answers with its challenge.
    static func ask(
        _ identity: IdentityUnderTest, _ phone: String, _ purpose: String, token: String? = nil
    ) throws -> OneTimeCodeModel {
        try identity.server.command("DELETE FROM identity.guard", in: identity.database)
        return try identity.model(
            identity.send(
                "POST", "/api/otp", #"{"phone":"\#(phone)","purpose":"\#(purpose)"}"#, token: token),
            status: 202)
    }

    @Test("a code lets its owner in once, however often it comes at once")
    func once() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let challenge = try Self.ask(identity, phone, "login")
        let code = try #require(try identity.code(to: phone))
        let answers = try identity.sendAtOnce(
            5, "POST", "/api/otp/verify", #"{"id":"\#(challenge.id)","code":"\#(code)"}"#)
        #expect(answers.filter { $0.status == 200 }.count == 1)
        #expect(answers.filter { $0.status == 410 }.count == 4)
        let sessions = try identity.server.command(
            "SELECT count(*) FROM identity.audit WHERE event = 'logged_in'", in: identity.database)
        #expect(sessions.hasPrefix("2"))
    }

    @Test("five answers and no more: then the right one is worth nothing")
    func attempts() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let challenge = try Self.ask(identity, phone, "login")
        let code = try #require(try identity.code(to: phone))
        let wrong = code == "000000" ? "000001" : "000000"
        let answers = try identity.sendAtOnce(
            9, "POST", "/api/otp/verify", #"{"id":"\#(challenge.id)","code":"\#(wrong)"}"#)
        #expect(answers.filter { $0.status == 401 }.count == 4)
        #expect(answers.filter { $0.status == 410 }.count == 5)
        let late = try identity.send(
            "POST", "/api/otp/verify", #"{"id":"\#(challenge.id)","code":"\#(code)"}"#)
        #expect(late.status == 410 && identity.problem(late) == "code_over")
    }

    @Test("an expired code and an id that never was are refused alike")
    func expired() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let challenge = try Self.ask(identity, phone, "login")
        let code = try #require(try identity.code(to: phone))
        try identity.server.command(
            "UPDATE identity.challenge SET expires_at = clock_timestamp()", in: identity.database)
        for id in [challenge.id, "11111111-1111-4111-8111-111111111111", "nonsense"] {
            let answer = try identity.send(
                "POST", "/api/otp/verify", #"{"id":"\#(id)","code":"\#(code)"}"#)
            #expect(answer.status == 410)
        }
    }

    @Test("asking reads the same for unknown contacts, who get no code")
    func unknown() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let challenge = try Self.ask(identity, phone, "login")
        #expect(challenge.to == Contact(phone)?.masked && challenge.retryAfter == 60)
        #expect(try identity.code(to: phone) == nil)
        // The row is there as for everybody else; no answer to it is right.
        let rows = try identity.server.command(
            "SELECT count(*), count(account) FROM identity.challenge", in: identity.database)
        #expect(rows.hasPrefix("1|0"))
    }

    @Test("one code a minute to a contact, and five an hour, whether it has an account or not")
    func sending() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let body = #"{"phone":"\#(phone)","purpose":"login"}"#
        let answers = try identity.sendAtOnce(4, "POST", "/api/otp", body)
        // All are told that a code is on its way, each with a question of their own; one was sent.
        let told: [OneTimeCodeModel] = try answers.map { try identity.model($0, status: 202) }
        #expect(Set(told.map(\.id)).count == 4 && told.allSatisfy { (1...60).contains($0.retryAfter) })
        let sent = try identity.server.command(
            "SELECT count(*) FILTER (WHERE root IS NULL), count(*) FROM identity.challenge",
            in: identity.database)
        #expect(sent.hasPrefix("1|4"))
        // A used code is not on its way any more: another one has to wait for the pause.
        try identity.server.command(
            "UPDATE identity.challenge SET used_at = clock_timestamp()", in: identity.database)
        let refused = try identity.send("POST", "/api/otp", body)
        #expect(refused.status == 429 && refused.text.contains("code-pause"))
        let wait = try #require(refused.field("retry-after").flatMap { Int($0) })
        #expect((1...60).contains(wait))
        for _ in 0..<4 {
            try identity.server.command(
                "UPDATE identity.guard SET due = due - interval '61 s'", in: identity.database)
            #expect(try identity.send("POST", "/api/otp", body).status == 202)
        }
        try identity.server.command(
            "UPDATE identity.guard SET due = due - interval '61 s'", in: identity.database)
        let sixth = try identity.send("POST", "/api/otp", body)
        #expect(sixth.status == 429 && sixth.text.contains("code-count"))
    }

    static func elsewhere(_ number: Int) -> [String] { ["X-Forwarded-For: 203.0.113.\(number)"] }

    @Test("who asks for somebody's code, and answers it wrongly, keeps nobody from theirs")
    func annoyance() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let body = #"{"phone":"\#(phone)","purpose":"login"}"#
        func ask(_ number: Int) throws -> OneTimeCodeModel {
            try identity.model(
                identity.send("POST", "/api/otp", body, fields: Self.elsewhere(number)), status: 202)
        }
        func answer(_ challenge: OneTimeCodeModel, _ code: String, _ number: Int) throws -> RawResponse {
            try identity.send(
                "POST", "/api/otp/verify", #"{"id":"\#(challenge.id)","code":"\#(code)"}"#,
                fields: Self.elsewhere(number))
        }
        let others = try ask(1)
        let code = try #require(try identity.code(to: phone))
        let wrong = code == "000000" ? "000001" : "000000"
        for _ in 0..<5 { _ = try answer(others, wrong, 1) }
        #expect(try answer(others, code, 1).status == 410)
        let own = try ask(2)
        #expect(own.id != others.id && own.to == others.to && own.expiresAt <= others.expiresAt)
        #expect(try identity.code(to: phone) == code)
        #expect(try answer(own, code, 2).status == 200)
        // It was good for once, whoever asked for it.
        let late = try identity.send("POST", "/api/otp", body, fields: Self.elsewhere(3))
        #expect(late.status == 429)
        #expect(try answer(others, code, 3).status == 410)
    }

    @Test("one code is good for once, though many questions at once are answered with it")
    func shared() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let body = #"{"phone":"\#(phone)","purpose":"login"}"#
        let asked: [OneTimeCodeModel] = try identity.sendAtOnce(5, "POST", "/api/otp", body).map {
            try identity.model($0, status: 202)
        }
        let code = try #require(try identity.code(to: phone))
        let port = try identity.service.port
        let clients = try asked.map { _ in try RawClient(port: port) }
        for (client, challenge) in zip(clients, asked) {
            let answer = #"{"id":"\#(challenge.id)","code":"\#(code)"}"#
            try client.send(
                ServiceUnderTest.request(
                    "POST", "/api/otp/verify", ["Content-Type: application/json"], answer))
        }
        let statuses = try clients.map { try $0.response().status }.sorted()
        #expect(statuses == [200, 410, 410, 410, 410])
    }

    @Test("answers to one contact's codes are bounded by network, and over all of them")
    func answers() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        func guess(_ number: Int) throws -> RawResponse {
            try identity.send(
                "POST", "/api/otp/verify", #"{"id":"\#(id)","code":"\#(wrong)"}"#,
                fields: Self.elsewhere(number))
        }
        let id = try Self.ask(identity, phone, "login").id
        let wrong = try identity.code(to: phone) == "000000" ? "000001" : "000000"
        // Never out of tries at the one question: it is the contact that is counted.
        try identity.server.command("UPDATE identity.challenge SET attempts = -1000", in: identity.database)
        for _ in 0..<10 { #expect(try guess(1).status == 401) }
        #expect(try guess(1).text.contains("code-answer"))
        for number in 2...6 { for _ in 0..<10 { #expect(try guess(number).status == 401) } }
        let far = try guess(7)
        #expect(far.status == 429 && far.text.contains("code-answer-all"))
    }

    @Test("a code of a reset sets the password and ends every session")
    func reset() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        let challenge = try Self.ask(identity, phone, "reset")
        let code = try #require(try identity.code(to: phone))
        let without = try identity.send(
            "POST", "/api/otp/verify", #"{"id":"\#(challenge.id)","code":"\#(code)"}"#)
        #expect(without.status == 422)
        let login: LoginModel = try identity.model(
            identity.send(
                "POST", "/api/otp/verify",
                #"{"id":"\#(challenge.id)","code":"\#(code)","password":"a better one 7"}"#))
        #expect(try identity.send("GET", "/api/accounts/me", token: token).status == 401)
        #expect(try identity.send("GET", "/api/accounts/me", token: login.accessToken).status == 200)
        #expect(try identity.logIn(phone).status == 401)
        #expect(try identity.logIn(phone, password: "a better one 7").status == 200)
    }

    @Test("a second contact is added by whoever is logged in and has its code, and by nobody else")
    func contact() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        let other = try #require(try identity.register(identity.freshPhone()).accessToken)
        let mail = "rahim\(phone.suffix(5))@example.org"
        let ask = #"{"email":"\#(mail)","purpose":"verify","current_password":"tiger lily 42"}"#
        #expect(try identity.send("POST", "/api/otp", ask).status == 401)
        let challenge: OneTimeCodeModel = try identity.model(
            identity.send("POST", "/api/otp", ask, token: token), status: 202)
        let code = try #require(try identity.code(to: mail))
        let body = #"{"id":"\#(challenge.id)","code":"\#(code)"}"#
        #expect(try identity.send("POST", "/api/otp/verify", body, token: other).status == 401)
        let again: OneTimeCodeModel = try {
            try identity.server.command("DELETE FROM identity.guard", in: identity.database)
            return try identity.model(
                identity.send("POST", "/api/otp", ask, token: token), status: 202)
        }()
        let second = try #require(try identity.code(to: mail))
        let changed: AccountModel = try identity.model(
            identity.send(
                "POST", "/api/otp/verify", #"{"id":"\#(again.id)","code":"\#(second)"}"#, token: token))
        #expect(changed.email == mail && changed.phone == phone)
    }
}
