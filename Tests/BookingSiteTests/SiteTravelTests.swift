import ServiceTestKit
import Synchronization
import TestKit
import Testing

@testable import BookingSite

@Suite("Searching and choosing seats") struct SiteTravelTests {
    private let house: SiteHouse

    init() throws {
        house = try SiteHouse()
    }

    @Test("the first page offers stations, and comes with a strict policy")
    func home() throws {
        let page = try house.get("/", isLoggedIn: false)
        #expect(page.status == 200)
        #expect(page.text.contains("<option value=\"DHA\">Dhaka</option>"))
        #expect(page.field("content-security-policy")?.hasPrefix("default-src 'none'") == true)
        #expect(page.field("x-frame-options") == "DENY")
        #expect(page.field("cache-control") == "no-store")
        #expect(page.text.contains("href=\"/login\""))
    }

    @Test("a visitor without an admission is told that their turn has ended")
    func admission() throws {
        let page = try house.site.send("GET", "/", fields: ["Accept: text/html", "Accept-Language: bn"])
        #expect(page.status == 403)
        #expect(page.text.contains("আপনার পালা শেষ হয়েছে"))
    }

    @Test("a search shows trains; one that makes no sense says so")
    func results() throws {
        let found = try house.get("/trips?from=DHA&to=CTG")
        #expect(found.status == 200)
        #expect(found.text.contains("Trains from Dhaka to Chattogram"))
        #expect(found.text.contains("3 seats free"))
        #expect(found.text.contains("Sold out"))
        #expect(found.text.contains("৳1,23,456.00"))
        // Nobody is shown the trains of another day than they asked for.
        #expect(house.stub.asked.all.filter { $0.hasPrefix("trips") }.count == 1)
        for date in ["2020-01-01", "2999-01-01", "2026-02-30", "tomorrow"] {
            let other = try house.get("/trips?from=DHA&to=CTG&date=\(date)")
            #expect(other.status == 400 && other.text.contains("Choose a day that can be booked."))
        }
        #expect(house.stub.asked.all.filter { $0.hasPrefix("trips") }.count == 1)
        let same = try house.get("/trips?from=DHA&to=DHA&date=2030-01-01")
        #expect(same.status == 400)
        #expect(same.text.contains("Choose two different stations."))
    }

    @Test("the seat plan is a form that works without a script, and suggestions are ticked")
    func seats() throws {
        let plan = try house.get("/trips/701?from=DHA&to=CTG&class=chair")
        #expect(plan.text.contains("value=\"KA-2\" data-number=\"2\" disabled>"))
        let suggested = try house.get("/trips/701?from=DHA&to=CTG&class=chair&count=2")
        #expect(suggested.text.contains("value=\"KA-3\" data-number=\"3\" checked>"))
        #expect(suggested.text.contains("value=\"KA-4\" data-number=\"4\" checked>"))
        #expect(try house.get("/trips/701?from=CTG&to=DHA").status == 404)
        #expect(try house.get("/trips/701").status == 303)
    }

    @Test("taking seats holds them once, with the key of the form")
    func hold() throws {
        let form = "key=abc&trip=701&from=DHA&to=CTG&class=chair&seat=KA-1&seat=KA-3"
        let held = try house.post("/holds", form)
        #expect(held.status == 303)
        #expect(held.field("location") == "/holds/h1")
        #expect(house.stub.asked.count("hold KA-1,KA-3 abc") == 1)
    }

    @Test("seats that somebody else took are named, and the plan is shown again")
    func takenSeats() throws {
        house.stub.state.withLock { $0.isSeatTaken = true }
        let form = "key=abc&trip=701&from=DHA&to=CTG&seat=KA-1&seat=KA-3"
        let page = try house.post("/holds", form)
        #expect(page.status == 409)
        #expect(page.text.contains("Somebody was faster: KA-3 is taken."))
        #expect(page.text.contains("value=\"KA-1\" data-number=\"1\" checked>"))
    }

    @Test("no seat, or too many, is told before anybody is asked")
    func counts() throws {
        let none = try house.post("/holds", "key=a&trip=701&from=DHA&to=CTG")
        #expect(none.status == 400)
        #expect(none.text.contains("Choose at least one seat."))
        let many = (1...5).map { "&seat=KA-\($0)" }.joined()
        #expect(try house.post("/holds", "key=a&trip=701&from=DHA&to=CTG\(many)").status == 400)
        #expect(!house.stub.asked.all.contains { $0.hasPrefix("hold") })
    }

    @Test("who is not logged in is sent to log in, and back to the ticked seats")
    func loginFirst() throws {
        let form = "key=a&trip=701&from=DHA&to=CTG&class=chair&seat=KA-1"
        let answer = try house.post("/holds", form, isLoggedIn: false)
        #expect(answer.status == 303)
        let back = "%2Ftrips%2F701%3Ffrom%3DDHA%26to%3DCTG%26class%3Dchair%26seat%3DKA-1"
        #expect(answer.field("location") == "/login?return=\(back)")
        let page = try house.get("/orders?x=1", isLoggedIn: false)
        #expect(page.field("location") == "/login?return=%2Forders%3Fx%3D1")
    }

    @Test("a form of another site does nothing")
    func foreignForms() throws {
        let fields = [
            "X-Sluice-Admission: \(house.trust.admission())", "Cookie: sluice-u=\(house.trust.user())",
            "Content-Type: application/x-www-form-urlencoded", "Accept: text/html",
        ]
        for origin in ["Sec-Fetch-Site: cross-site", "Origin: https://evil.example", "X-Nothing: 1"] {
            let answer = try house.site.send(
                "POST", "/holds", fields: fields + [origin], body: "key=a&trip=701&seat=KA-1")
            #expect(answer.status == 403)
        }
        #expect(house.stub.asked.all.isEmpty)
    }

    @Test("the language switch remembers, and leads back within the site only")
    func language() throws {
        let answer = try house.get("/language/bn?return=%2Ftrips%3Ffrom%3DDHA")
        #expect(answer.status == 303)
        #expect(answer.field("location") == "/trips?from=DHA")
        #expect(answer.field("set-cookie")?.hasPrefix("sluice-lang=bn;") == true)
        #expect(try house.get("/language/bn?return=%2F%2Fevil.example").field("location") == "/")
        #expect(try house.get("/", isLoggedIn: false, ["Cookie: sluice-lang=bn"]).text.contains("ট্রেন খুঁজুন"))
    }

    @Test("assets are kept for ever, under a name that changes with their content")
    func assets() throws {
        let style = try house.site.send("GET", SiteAsset.style.path)
        #expect(style.status == 200)
        #expect(style.field("content-type") == "text/css; charset=utf-8")
        #expect(style.field("cache-control") == "public, max-age=31536000, immutable")
        #expect(try house.site.send("GET", "/assets/site-old.css").status == 404)
    }
}
