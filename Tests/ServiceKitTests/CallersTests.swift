import ServiceTestKit
import TestKit
import Testing

@testable import ServiceKit

@Suite("Callers of a service") struct CallersTests {
    private let trust: TestTrust
    private let other: TestTrust
    private let service: ServiceUnderTest

    init() throws {
        trust = try TestTrust()
        other = try TestTrust()
        service = try ServiceUnderTest(SampleService.plan(trust.settings()))
    }

    @Test("an admission is needed where a route says so, and is who it was signed for")
    func admissions() throws {
        let without = try service.send("GET", "/inside", admission: nil)
        #expect(without.status == 403)
        #expect(without.text.contains("admission_required"))
        let inside = try service.send("GET", "/inside", admission: trust.admission(session: 9))
        #expect(inside.text == trust.sessionID(9))
        // The second time it is remembered.
        #expect(try service.send("GET", "/inside", admission: trust.admission(session: 9)).status == 200)
    }

    @Test("an admission that is over, forged or of another house is refused")
    func badAdmissions() throws {
        let late = try service.send("GET", "/inside", admission: trust.admission(age: .seconds(120)))
        #expect(late.status == 401)
        #expect(late.text.contains("admission_expired"))
        #expect(late.field("www-authenticate") == #"Bearer error="invalid_token""#)
        let foreign = try service.send("GET", "/inside", admission: other.admission())
        #expect(foreign.status == 403)
        var cut = trust.admission()
        cut.removeLast()
        #expect(try service.send("GET", "/inside", admission: cut).status == 403)
        let user = try service.send("GET", "/inside", admission: trust.user())
        #expect(user.status == 403)
    }

    @Test("a user is needed where a route says so; an admission is no user")
    func users() throws {
        let account = "22222222-2222-4222-8222-222222222222"
        #expect(try service.send("GET", "/me", admission: nil, user: trust.user(account)).text == account)
        let without = try service.send("GET", "/me", admission: trust.admission())
        #expect(without.status == 401)
        #expect(without.field("www-authenticate") == "Bearer")
        let wrong = [other.user(), trust.user(age: .seconds(120)), trust.admission(), "x", ""]
        for token in wrong {
            #expect(try service.send("GET", "/me", admission: nil, user: token).status == 401)
        }
    }

    @Test("where a user is welcome but not needed, a bad token counts as none")
    func optionalUsers() throws {
        #expect(try service.send("GET", "/perhaps", admission: nil).text == "nobody")
        #expect(try service.send("GET", "/perhaps", admission: nil, user: other.user()).text == "nobody")
        #expect(try service.send("GET", "/perhaps", admission: nil, user: trust.user()).text.hasPrefix("1"))
    }

    @Test("a role is needed where a route says so")
    func roles() throws {
        #expect(try service.send("GET", "/check", admission: nil).status == 401)
        #expect(try service.send("GET", "/check", admission: nil, user: trust.user()).status == 403)
        let inspector = trust.user(roles: ["passenger", "inspector"])
        #expect(try service.send("GET", "/check", admission: nil, user: inspector).status == 200)
    }

    @Test("a cookie is as good as a bearer token, but writes must come from our own pages")
    func cookies() throws {
        let cookie = "Cookie: a=b; sluice-u=\(trust.user())"
        #expect(try service.send("GET", "/me", fields: [cookie]).status == 200)
        // Over TLS only the name with the prefix counts, which no other host can have set.
        let tls = "X-Forwarded-Proto: https"
        #expect(try service.send("GET", "/me", fields: [cookie, tls]).status == 401)
        let host = "Cookie: __Host-sluice-u=\(trust.user())"
        #expect(try service.send("GET", "/me", fields: [host, tls]).status == 200)
        let write = { (fields: [String]) throws in
            try service.send("POST", "/me", fields: [cookie] + fields, body: "").status
        }
        #expect(try write([]) == 403)
        #expect(try write(["Sec-Fetch-Site: cross-site"]) == 403)
        #expect(try write(["Origin: https://evil.example"]) == 403)
        #expect(try write(["Origin: null"]) == 403)
        #expect(try write(["Sec-Fetch-Site: same-origin"]) == 200)
        #expect(try write(["Origin: http://service"]) == 200)
        #expect(try write(["X-Forwarded-Host: shop.example", "Origin: https://shop.example"]) == 200)
        // A bearer token is nothing that a browser adds by itself.
        #expect(try service.send("POST", "/me", admission: nil, user: trust.user(), json: "").status == 200)
    }

    @Test("an Idempotency-Key may stand with or without quotes, in its bounds")
    func keys() throws {
        let send = { (key: String?) throws in
            try service.send("POST", "/keyed", admission: nil, key: key, json: "")
        }
        #expect(try send(#""abc""#).text == "abc")
        #expect(try send("abc").text == "abc")
        for bad in [nil, "", #""""#, "a b", String(repeating: "x", count: 256)] {
            let refused = try send(bad)
            #expect(refused.status == 400)
            #expect(refused.text.contains("idempotency_key_missing"))
        }
        #expect(try send(String(repeating: "x", count: 255)).status == 200)
    }
}
