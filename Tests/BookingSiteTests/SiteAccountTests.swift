import ServiceTestKit
import Synchronization
import TestKit
import Testing

@testable import BookingSite

@Suite("Logging in") struct SiteAccountTests {
    private let house: SiteHouse

    init() throws {
        house = try SiteHouse()
    }

    @Test("a login sets identity's cookies and leads back within the site")
    func login() throws {
        let answer = try house.post(
            "/login", "login=017&password=right&return=%2Forders", isLoggedIn: false)
        #expect(answer.status == 303)
        #expect(answer.field("location") == "/orders")
        #expect(answer.head.contains("Set-Cookie: sluice-u=t;"))
        #expect(answer.head.contains("Set-Cookie: sluice-r=r;"))
        let away = try house.post(
            "/login", "login=017&password=right&return=https%3A%2F%2Fevil.example", isLoggedIn: false)
        #expect(away.field("location") == "/")
    }

    @Test("a wrong password is said, without saying which of both was wrong, and never shown again")
    func wrongPassword() throws {
        let page = try house.post("/login", "login=017&password=wr%22ong", isLoggedIn: false)
        #expect(page.status == 401)
        #expect(page.text.contains("The contact or the password is wrong."))
        #expect(page.text.contains("value=\"017\""))
        #expect(!page.text.contains("ong\""))
    }

    @Test("a second factor is asked for, and a wrong code once more")
    func secondFactor() throws {
        house.stub.state.withLock { $0.mfa = true }
        let asked = try house.post("/login", "login=017&password=right", isLoggedIn: false)
        #expect(asked.text.contains("action=\"/login/code\""))
        #expect(asked.text.contains("name=\"challenge\" value=\"c1\""))
        let entered = try house.post("/login/code", "challenge=c1&code=123456", isLoggedIn: false)
        #expect(entered.status == 303)
    }

    @Test("a login that is tried too often says when to come again, and the browser's mark goes along")
    func tooOften() throws {
        let page = try house.post(
            "/login", "login=017&password=often", isLoggedIn: false, ["Cookie: sluice-d=known"])
        #expect(page.status == 429 && page.field("retry-after") == "7")
        #expect(house.stub.asked.count("device known") == 1)
    }

    @Test("the page of a code is found again after the language was changed, and leads to another code")
    func codePage() throws {
        let begun = try house.post(
            "/register", "key=k&login=a%40b.example&password=long+enough&name=R", isLoggedIn: false)
        let link = try #require(begun.text.firstMatch(of: /href="(\/language\/bn[^"]*)"/)).output.1
        let target = link.split(separator: "&amp;").joined(separator: "&")
        let switched = try house.get(target, isLoggedIn: false)
        let address = try #require(switched.field("location"))
        #expect(address.hasPrefix("/verify?challenge=c1"))
        let again = try house.get(address, isLoggedIn: false, ["Cookie: sluice-lang=bn"])
        #expect(again.status == 200 && again.text.contains("name=\"challenge\" value=\"c1\""))
        #expect(again.text.contains("href=\"/register?return=%2F\""))
        #expect(try house.get("/verify", isLoggedIn: false).field("location") == "/login?return=%2F")
        #expect(try house.get("/login/code?challenge=c1", isLoggedIn: false).status == 200)
    }

    @Test("an error page knows whether somebody is logged in")
    func errorFrame() throws {
        #expect(try house.get("/nothing/here").text.contains("action=\"/logout\""))
        #expect(try house.get("/nothing/here", isLoggedIn: false).text.contains("href=\"/login\""))
    }

    @Test("over TLS a login is renewed with the cookie that has the prefix alone")
    func renewalOverTLS() throws {
        let tls = "X-Forwarded-Proto: https"
        let plain = try house.get("/", isLoggedIn: false, ["Cookie: sluice-r=good", tls])
        #expect(plain.status == 200)
        let prefixed = try house.get("/", isLoggedIn: false, ["Cookie: __Host-sluice-r=good", tls])
        #expect(prefixed.status == 303)
    }

    @Test("a registration sends a code, and the code makes the login")
    func registration() throws {
        let begun = try house.post(
            "/register", "key=k&login=a%40b.example&password=long+enough&name=R", isLoggedIn: false)
        #expect(begun.status == 200)
        #expect(begun.text.contains("action=\"/verify\""))
        #expect(house.stub.asked.count("register - a@b.example") == 1)
        let wrong = try house.post(
            "/verify", "challenge=c1&code=1&to=a%40b&until=2026-11-30T06:30:00Z", isLoggedIn: false)
        #expect(wrong.status == 401)
        #expect(wrong.text.contains("That code is wrong."))
        let right = try house.post("/verify", "challenge=c1&code=123456&return=%2Forders", isLoggedIn: false)
        #expect(right.field("location") == "/orders")
    }

    @Test("a login that ran out is renewed before the page is made, and a bad one is just logged out")
    func renewal() throws {
        let renewed = try house.get("/trips?from=DHA&to=CTG", isLoggedIn: false, ["Cookie: sluice-r=good"])
        #expect(renewed.status == 303)
        #expect(renewed.field("location") == "/trips?from=DHA&to=CTG")
        #expect(renewed.head.contains("Set-Cookie: sluice-u=t;"))
        let refused = try house.get("/", isLoggedIn: false, ["Cookie: sluice-r=bad"])
        #expect(refused.status == 200)
        #expect(house.stub.asked.count("refresh bad") == 1)
    }

    @Test("logging out tells identity and takes the cookies away")
    func logout() throws {
        let answer = try house.post("/logout", "", ["Cookie: sluice-r=r9"])
        #expect(answer.status == 303)
        #expect(answer.field("set-cookie") == "sluice-u=; Max-Age=0")
        #expect(house.stub.asked.count("logout r9") == 1)
    }
}
