import Contracts
import Glibc
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import Identity

@Suite("Accounts")
struct AccountRouteTests {
    /// The bytes of a base32 text: what an authenticator does with the secret.
    static func bytes(base32 text: String) -> [UInt8] {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bits, count, bytes) = (UInt64(0), 0, [UInt8]())
        for character in text {
            bits = bits << 5 | UInt64(digits.firstIndex(of: character) ?? 0)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(count)))
            }
        }
        return bytes
    }

    static func freshKey() -> String { "k\(UInt64.random(in: 0...UInt64.max))" }

    static var step: Int64 { TimedCode.step(at: Int64(time(nil)) * 1000) }

    @Test("a name and a language change; what is not sent stays; a repetition is the same answer")
    func change() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        let body = #"{"name":" \u202e রহিম উদ্দিন \u200b","language":"bn"}"#
        let changed: AccountModel = try identity.model(
            identity.send("PATCH", "/api/accounts/me", body, token: token, key: "c1"))
        #expect(changed.name == "রহিম উদ্দিন" && changed.language == .bangla && changed.phone == phone)
        let again = try identity.send("PATCH", "/api/accounts/me", body, token: token, key: "c1")
        #expect(again.field("idempotent-replayed") == "true")
        let only: AccountModel = try identity.model(
            identity.send("PATCH", "/api/accounts/me", #"{"language":"en"}"#, token: token, key: "c2"))
        #expect(only.name == "রহিম উদ্দিন" && only.language == .english)
        #expect(try identity.send("PATCH", "/api/accounts/me", "{}", token: token).status == 400)
        #expect(try identity.send("PATCH", "/api/accounts/me", "{}", key: "c3").status == 401)
    }

    @Test("the owner of the database says who is an operator or inspector, for accounts that are there")
    func roster() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let contact = try #require(Contact(phone))
        let stranger = try #require(Contact(identity.freshPhone()))
        let (server, database) = (identity.server, identity.database)
        let (isSet, staff, isStranger) = try await withLoop { loop in
            let pool = PostgresPool(
                PostgresConfiguration(server: .unix(folder: server.folder), database: database), on: loop)
            pool.connect()
            defer { pool.close() }
            let roster = AccountRoster(pool)
            let isSet = try await roster.setRoles(of: contact, to: ["inspector", "nonsense"])
            let staff = try await roster.staff().map(\.contact)
            return (isSet, staff, try await roster.setRoles(of: stranger, to: ["operator"]))
        }
        #expect(isSet && !isStranger && staff.contains(contact.text))
        let login: LoginModel = try identity.model(identity.logIn(phone))
        #expect(login.account?.roles == ["passenger", "inspector"])
    }

    @Test("a new password needs the current one, and ends every other session")
    func password() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        let other: LoginModel = try identity.model(identity.logIn(phone))
        func change(_ body: String, _ key: String) throws -> RawResponse {
            try identity.send("PATCH", "/api/accounts/me", body, token: token, key: key)
        }
        #expect(try change(#"{"password":"a better one 7"}"#, "p1").status == 422)
        let wrong = try change(#"{"password":"a better one 7","current_password":"wrong one"}"#, "p2")
        #expect(wrong.status == 401)
        let body = #"{"password":"a better one 7","current_password":"tiger lily 42"}"#
        #expect(try change(body, "p3").status == 200)
        #expect(try change(body, "p3").status == 200)
        #expect(try identity.send("GET", "/api/accounts/me", token: token).status == 200)
        #expect(try identity.send("GET", "/api/accounts/me", token: other.accessToken).status == 401)
        #expect(try identity.logIn(phone).status == 401)
        #expect(try identity.logIn(phone, password: "a better one 7").status == 200)
    }

    @Test("a second factor is begun with the password, confirmed with a code, asked for, and ended")
    func secondFactor() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        func factor(_ body: String) throws -> RawResponse {
            try identity.send("POST", "/api/accounts/me/totp", body, token: token, key: Self.freshKey())
        }
        #expect(try factor(#"{"password":"wrong one"}"#).status == 401)
        let begun: SecondFactorModel = try identity.model(factor(#"{"password":"tiger lily 42"}"#))
        let secret = Self.bytes(base32: try #require(begun.secret))
        #expect(begun.uri?.hasPrefix("otpauth://totp/Sluice:") == true && !begun.isEnabled)
        // Begun is not on: the password alone still suffices.
        let before: LoginModel = try identity.model(identity.logIn(phone))
        #expect(!before.mfaRequired)
        let now = Self.step
        #expect(try factor(#"{"code":"\#(TimedCode.code(secret: secret, step: now + 7))"}"#).status == 401)
        let on: SecondFactorModel = try identity.model(
            factor(#"{"code":"\#(TimedCode.code(secret: secret, step: now - 1))"}"#))
        #expect(on.isEnabled)
        #expect(try factor(#"{"password":"tiger lily 42"}"#).status == 409)
        let asked: LoginModel = try identity.model(identity.logIn(phone))
        #expect(asked.mfaRequired && asked.accessToken == nil)
        let challenge = try #require(asked.challenge)
        func answer(_ step: Int64) throws -> RawResponse {
            let code = TimedCode.code(secret: secret, step: step)
            return try identity.send(
                "POST", "/api/sessions", #"{"challenge":"\#(challenge.id)","code":"\#(code)"}"#)
        }
        // The step of the confirmation is used up, and so is every one before it.
        #expect(try answer(now - 1).status == 401)
        // Another contact needs it too, besides the password.
        let contact = #""email":"x\#(phone.suffix(5))@example.org","current_password":"tiger lily 42""#
        for (more, status) in [("", 422), (#","code":"000000""#, 401)] {
            let body = #"{"purpose":"verify",\#(contact)\#(more)}"#
            #expect(try identity.send("POST", "/api/otp", body, token: token).status == status)
        }
        let entered: LoginModel = try identity.model(answer(now))
        #expect(entered.account?.hasSecondFactor == true && entered.accessToken != nil)
        #expect(try answer(now + 1).status == 410)
        let last = TimedCode.code(secret: secret, step: now)
        let used = #"{"purpose":"verify",\#(contact),"code":"\#(last)"}"#
        #expect(try identity.send("POST", "/api/otp", used, token: token).status == 401)
        let off: SecondFactorModel = try identity.model(
            factor(#"{"code":"\#(TimedCode.code(secret: secret, step: now + 1))","disable":true}"#))
        #expect(!off.isEnabled)
        let plain: LoginModel = try identity.model(identity.logIn(phone))
        #expect(!plain.mfaRequired)
    }

    @Test("one secret is begun and one code counts however often a key comes; what is kept is closed")
    func secondFactorTwins() async throws {
        let identity = try await IdentityUnderTest()
        let token = try #require(try identity.register(identity.freshPhone()).accessToken)
        let path = "/api/accounts/me/totp"
        let password = #"{"password":"tiger lily 42"}"#
        #expect(try identity.send("POST", path, password, token: token).status == 400)
        let begun = try identity.sendAtOnce(5, "POST", path, password, token: token, key: "t-1")
        #expect(begun.map(\.status) == [200, 200, 200, 200, 200])
        #expect(Set(begun.map(\.body)).count == 1)
        #expect(begun.count { $0.field("idempotent-replayed") == "true" } == 4)
        let model: SecondFactorModel = try identity.model(begun[0])
        let text = try #require(model.secret)
        let secret = Self.bytes(base32: text)
        let stored = try identity.server.command(
            "SELECT encode(answer, 'escape') FROM event.idem WHERE key = 't-1'", in: identity.database)
        #expect(!stored.isEmpty && !stored.contains(text))
        let other = #"{"password":"tiger lily 43"}"#
        #expect(try identity.send("POST", path, other, token: token, key: "t-1").status == 422)
        let code = #"{"code":"\#(TimedCode.code(secret: secret, step: Self.step))"}"#
        let on = try identity.sendAtOnce(5, "POST", path, code, token: token, key: "t-2")
        #expect(on.map(\.status) == [200, 200, 200, 200, 200])
        #expect(Set(on.map(\.body)).count == 1)
        // A wrong code is not kept under its key: the next one may be right.
        let wrong = #"{"code":"000000","disable":true}"#
        #expect(try identity.send("POST", path, wrong, token: token, key: "t-3").status == 401)
        #expect(try identity.send("POST", path, wrong, token: token, key: "t-3").status == 401)
    }

    @Test("a password that a code resets is set once the second factor is shown, and not before")
    func resetWithSecondFactor() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        func factor(_ body: String) throws -> RawResponse {
            try identity.send("POST", "/api/accounts/me/totp", body, token: token, key: Self.freshKey())
        }
        let begun: SecondFactorModel = try identity.model(factor(#"{"password":"tiger lily 42"}"#))
        let secret = Self.bytes(base32: try #require(begun.secret))
        let now = Self.step
        let first = TimedCode.code(secret: secret, step: now - 1)
        #expect(try factor(#"{"code":"\#(first)"}"#).status == 200)
        let asked: OneTimeCodeModel = try identity.model(
            identity.send("POST", "/api/otp", #"{"phone":"\#(phone)","purpose":"reset"}"#), status: 202)
        let code = try #require(try identity.code(to: phone))
        let body = #"{"id":"\#(asked.id)","code":"\#(code)","password":"a better one 7"}"#
        let half: LoginModel = try identity.model(identity.send("POST", "/api/otp/verify", body))
        let challenge = try #require(half.challenge)
        #expect(half.mfaRequired && half.accessToken == nil)
        // Whoever only reads the owner's messages has changed nothing.
        #expect(try identity.logIn(phone).status == 200)
        #expect(try identity.logIn(phone, password: "a better one 7").status == 401)
        #expect(try identity.send("GET", "/api/accounts/me", token: token).status == 200)
        let answer = TimedCode.code(secret: secret, step: now)
        let whole: LoginModel = try identity.model(
            identity.send("POST", "/api/sessions", #"{"challenge":"\#(challenge.id)","code":"\#(answer)"}"#))
        #expect(whole.accessToken != nil)
        #expect(try identity.logIn(phone).status == 401)
        #expect(try identity.logIn(phone, password: "a better one 7").status == 200)
        #expect(try identity.send("GET", "/api/accounts/me", token: token).status == 401)
        let kept = "SELECT count(*) FROM identity.challenge WHERE password IS NOT NULL"
        #expect(try Int(identity.server.command(kept, in: identity.database).filter(\.isNumber)) == 0)
    }

    @Test("the code of a second factor may come with the password; ten wrong ones and no more")
    func secondFactorAtOnce() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        let begun: SecondFactorModel = try identity.model(
            identity.send(
                "POST", "/api/accounts/me/totp", #"{"password":"tiger lily 42"}"#, token: token,
                key: Self.freshKey()))
        let secret = Self.bytes(base32: try #require(begun.secret))
        let now = Self.step
        _ = try identity.send(
            "POST", "/api/accounts/me/totp",
            #"{"code":"\#(TimedCode.code(secret: secret, step: now - 1))"}"#, token: token,
            key: Self.freshKey())
        func logIn(_ code: String) throws -> RawResponse {
            try identity.send(
                "POST", "/api/sessions",
                #"{"phone":"\#(phone)","password":"tiger lily 42","code":"\#(code)"}"#)
        }
        let wrong = TimedCode.code(secret: secret, step: now + 99)
        let answers = try (0..<11).map { _ in try logIn(wrong) }
        #expect(answers.prefix(10).allSatisfy { $0.status == 401 })
        #expect(answers[10].status == 429)
        #expect(try logIn(TimedCode.code(secret: secret, step: now)).status == 429)
        try identity.server.command("DELETE FROM identity.guard", in: identity.database)
        #expect(try logIn(TimedCode.code(secret: secret, step: now)).status == 200)
        // What lies in the table does not open without the keys, nor under another account.
        let stored = try identity.server.command(
            "SELECT encode(secret, 'hex') FROM identity.totp", in: identity.database)
        let hex = secret.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(!stored.contains(hex))
    }

    @Test("a demonstration has three accounts with random passwords, which a restart leaves alone")
    func demo() async throws {
        let identity = try await IdentityUnderTest()
        let path = identity.folder + "/demo.json"
        let accounts = try #require(DemoFile.read(path))
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(accounts.baseUrl == "http://127.0.0.1:8080")
        for (entry, role) in [
            (accounts.passenger, "passenger"), (accounts.operator, "operator"),
            (accounts.inspector, "inspector"),
        ] {
            let login: LoginModel = try identity.model(identity.logIn(entry.phone, password: entry.password))
            #expect(login.account?.roles == [role] && login.account?.email == entry.email)
        }
        identity.stop()
        try identity.start()
        #expect(DemoFile.read(path) == accounts)
        unlink(path)
        identity.stop()
        try identity.start()
        let fresh = try #require(DemoFile.read(path))
        #expect(fresh.passenger.password != accounts.passenger.password)
        #expect(try identity.logIn(fresh.operator.phone, password: fresh.operator.password).status == 200)
    }
}
