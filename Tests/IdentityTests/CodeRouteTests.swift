import Contracts
import ServiceKit
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
        #expect(answers.filter { $0.status == 202 }.count == 1)
        let refused = try #require(answers.first { $0.status == 429 })
        #expect(refused.text.contains("code-pause"))
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
