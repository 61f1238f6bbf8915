import Bytes
import Contracts
import Glibc
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import Identity

@Suite("Sessions")
struct SessionRouteTests {
    static func refresh(_ identity: IdentityUnderTest, _ token: String) throws -> RawResponse {
        try identity.send("POST", "/api/tokens/refresh", #"{"refresh_token":"\#(token)"}"#)
    }

    @Test("a refresh token is used once; used again it ends the whole session")
    func reuse() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let first = try #require(try identity.register(phone).refreshToken)
        let second: LoginModel = try identity.model(Self.refresh(identity, first))
        let third: LoginModel = try identity.model(Self.refresh(identity, second.refreshToken ?? ""))
        #expect(try identity.send("GET", "/api/accounts/me", token: third.accessToken).status == 200)
        // The thief, or the owner after the thief: later than any twin.
        try identity.server.command(
            "UPDATE identity.refresh_token SET used_at = used_at - interval '1 s' WHERE used_at IS NOT NULL",
            in: identity.database)
        let stolen = try Self.refresh(identity, first)
        #expect(stolen.status == 401 && identity.problem(stolen) == "refresh_invalid")
        #expect(try Self.refresh(identity, third.refreshToken ?? "").status == 401)
        #expect(try identity.send("GET", "/api/accounts/me", token: third.accessToken).status == 401)
        let audit = try identity.server.command(
            "SELECT count(*) FROM identity.audit WHERE event = 'refresh_reused'", in: identity.database)
        #expect(audit.hasPrefix("1"))
        // Another session of the same account is none of this one's business.
        #expect(try identity.logIn(phone).status == 200)
    }

    @Test("of five at once one wins, the others are told so, and the session goes on")
    func twins() async throws {
        let identity = try await IdentityUnderTest()
        let token = try #require(try identity.register(identity.freshPhone()).refreshToken)
        let answers = try identity.sendAtOnce(
            5, "POST", "/api/tokens/refresh", #"{"refresh_token":"\#(token)"}"#)
        let winners = answers.filter { $0.status == 200 }
        #expect(winners.count == 1)
        #expect(answers.filter { $0.status == 409 }.count == 4)
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.field("retry-after") != nil })
        let next: LoginModel = try identity.model(try #require(winners.first))
        #expect(try Self.refresh(identity, next.refreshToken ?? "").status == 200)
    }

    @Test("a token that is none of ours, or has lain too long, is refused")
    func refused() async throws {
        let identity = try await IdentityUnderTest()
        let token = try #require(try identity.register(identity.freshPhone()).refreshToken)
        for wrong in ["", "slr_x", String(token.dropLast()) + "A", token + "A"] where wrong != token {
            #expect(try Self.refresh(identity, wrong).status == 401)
        }
        #expect(try identity.send("POST", "/api/tokens/refresh").status == 401)
        try identity.server.command(
            "UPDATE identity.refresh_token SET expires_at = clock_timestamp()", in: identity.database)
        #expect(try Self.refresh(identity, token).status == 401)
    }

    @Test("a browser's tokens are cookies out of scripts' reach, with the prefix where there is TLS")
    func cookies() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let body = #"{"login":"\#(phone)","password":"tiger lily 42"}"#
        let plain = try identity.send(
            "POST", "/api/sessions", body, fields: ["Sec-Fetch-Site: same-origin"])
        #expect(
            plain.head.contains("Set-Cookie: sluice-u=") && plain.head.contains("Set-Cookie: sluice-r=slr_"))
        #expect(!plain.head.contains("Secure") && !plain.text.contains("refresh_token"))
        let secure = try identity.send(
            "POST", "/api/sessions", body,
            fields: ["Sec-Fetch-Site: same-origin", "X-Forwarded-Proto: https"])
        for name in ["__Host-sluice-u", "__Host-sluice-r", "__Host-sluice-d"] {
            let line = try #require(
                secure.head.split(separator: "\r\n").first { $0.hasPrefix("Set-Cookie: \(name)=") })
            #expect(line.contains("; Path=/; ") && line.contains("; HttpOnly; Secure; SameSite=Lax"))
            #expect(!line.contains("Domain"))
        }
        let foreign = try identity.send(
            "POST", "/api/sessions", body, fields: ["Sec-Fetch-Site: cross-site"])
        #expect(foreign.status == 403 && !foreign.head.contains("Set-Cookie"))
    }

    @Test("a cookie renews its session, and logging out takes both cookies away")
    func cookieLife() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        _ = try identity.register(phone)
        let site = "Sec-Fetch-Site: same-origin"
        let login = try identity.send(
            "POST", "/api/sessions", #"{"login":"\#(phone)","password":"tiger lily 42"}"#, fields: [site])
        func cookie(_ response: RawResponse, _ name: String) -> String? {
            let line = response.head.split(separator: "\r\n").first { $0.hasPrefix("Set-Cookie: \(name)=") }
            return line?.split(separator: ";").first.map { String($0.dropFirst(12)) }
        }
        let first = try #require(cookie(login, "sluice-r"))
        let renewed = try identity.send("POST", "/api/tokens/refresh", fields: [site, "Cookie: \(first)"])
        #expect(renewed.status == 200)
        let second = try #require(cookie(renewed, "sluice-r"))
        #expect(second != first)
        // Another tab of the same browser, a moment later: no harm done.
        let tab = try identity.send("POST", "/api/tokens/refresh", fields: [site, "Cookie: \(first)"])
        #expect(tab.status == 409)
        // Over TLS only the name with the prefix counts, which no other host can have set.
        let access = try #require(cookie(renewed, "sluice-u"))
        let tls = "X-Forwarded-Proto: https"
        let plain = [site, tls, "Cookie: \(second)"]
        #expect(try identity.send("POST", "/api/tokens/refresh", fields: plain).status == 401)
        #expect(try identity.send("GET", "/api/accounts/me", fields: ["Cookie: \(access)"]).status == 200)
        let foreign = try identity.send(
            "DELETE", "/api/sessions/current", fields: ["Sec-Fetch-Site: cross-site", "Cookie: \(access)"])
        #expect(foreign.status == 403)
        // The access token has run out; the refresh token still shows whose session it is.
        let out = try identity.send(
            "DELETE", "/api/sessions/current", fields: [site, "Cookie: \(second)"])
        #expect(out.status == 204 && out.head.contains("sluice-u=; Path=/; Max-Age=0"))
        let after = try identity.send("POST", "/api/tokens/refresh", fields: [site, "Cookie: \(second)"])
        #expect(after.status == 401 && after.head.contains("sluice-r=; Path=/; Max-Age=0"))
    }

    @Test("an account keeps twenty sessions; the one that was renewed longest ago ends")
    func bound() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let first = try #require(try identity.register(phone).accessToken)
        for _ in 0..<19 { #expect(try identity.logIn(phone).status == 200) }
        #expect(try identity.send("GET", "/api/accounts/me", token: first).status == 200)
        #expect(try identity.logIn(phone).status == 200)
        #expect(try identity.send("GET", "/api/accounts/me", token: first).status == 401)
    }

    @Test("its tokens verify against the published file, and against what it serves")
    func published() async throws {
        let identity = try await IdentityUnderTest()
        let token = try #require(try identity.register(identity.freshPhone()).accessToken)
        let served = try identity.send("GET", "/api/identity/jwks.json")
        #expect(served.field("content-type") == "application/jwk-set+json")
        #expect(served.field("cache-control") == "public, max-age=300")
        let path = identity.folder + "/public/identity.jwks.json"
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, 4096, file)
        bytes = Array(bytes[..<count])
        #expect(bytes == served.body)
        let verifier = UserTokenVerifier(keys: try JSONWebKeySet.parse(bytes.span.bytes))
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let text = Array(token.utf8)
        let claims = try verifier.verify(text.span.bytes, now: Int64(now.tv_sec) * 1000 + 999)
        #expect(claims.roles == ["passenger"])
    }

    @Test("what is over is swept away, and nothing else")
    func sweep() async throws {
        let identity = try await IdentityUnderTest()
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        _ = try identity.logIn(phone)
        try identity.server.command(
            """
            UPDATE identity.challenge SET expires_at = now() - interval '2 hours';
            UPDATE identity.registration SET expires_at = now() - interval '1 s';
            UPDATE identity.guard SET due = now() - interval '1 s';
            UPDATE identity.audit SET at = now() - interval '181 days' WHERE event = 'registered';
            """, in: identity.database)
        let gone = try identity.server.command("SELECT identity.sweep(1000)", in: identity.database)
        #expect(Int(gone.split(separator: "\n").first ?? "") ?? 0 >= 4)
        let left = try identity.server.command(
            """
            SELECT (SELECT count(*) FROM identity.challenge), (SELECT count(*) FROM identity.registration),
                (SELECT count(*) FROM identity.guard), (SELECT count(*) FROM identity.session)
            """, in: identity.database)
        #expect(left.hasPrefix("0|0|0|2"))
        #expect(try identity.send("GET", "/api/accounts/me", token: token).status == 200)
    }
}
