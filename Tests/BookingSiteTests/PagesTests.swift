import Contracts
import Testing

@testable import BookingSite

@Suite("Pages") struct PagesTests {
    @Test("escape everything that came from outside", arguments: Language.allCases)
    func escaping(language: Language) {
        for page in Samples.pages(language) {
            #expect(!page.document.html.contains("<script>"))
            #expect(!page.document.html.contains("\"x\""))
            // The script fills in what stands in data attributes.
            let shown = page.document.html.replacing(/\sdata-[a-z]+="[^"]*"/, with: "")
            #expect(shown.firstMatch(of: /%[12](?![0-9A-F])/) == nil, "a phrase was not filled in")
        }
    }

    @Test("are whole documents in their language, whose elements are closed", arguments: Language.allCases)
    func documents(language: Language) {
        for page in Samples.pages(language) {
            let html = page.document.html
            #expect(html.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\">"))
            #expect(html.contains("<main id=\"content\"><h1>"))
            #expect(Nesting.fault(in: html) == nil)
        }
    }

    @Test("have no styles, scripts or handlers inline, which their policy would refuse")
    func inline() {
        for page in Samples.pages(.english) {
            #expect(!page.document.html.contains(" style="))
            #expect(!page.document.html.contains("<style"))
            #expect(page.document.html.firstMatch(of: /\son[a-z]+=/) == nil)
            #expect(!page.document.html.contains("javascript:"))
        }
    }

    @Test("label every field that a visitor fills in")
    func labels() {
        for page in Samples.pages(.english) {
            let html = page.document.html
            for match in html.matches(of: /<(?:input|select) id="([a-z0-9]+)"/) {
                #expect(html.contains("<label for=\"\(match.1)\">"), "\(match.1)")
            }
            for match in html.matches(of: /<input id="[^"]*"[^>]*>/) {
                #expect(match.0.contains(" id=\""))
            }
        }
    }

    @Test("speak Bangla where they speak Bangla")
    func bangla() {
        let known = ["SSLCommerz", "English", "x", "alert", "script"]
        for page in Samples.pages(.bangla) {
            var text = page.document.html
            text.replace(/<[^>]*>/, with: " ")
            text.replace(/&[a-z#0-9]+;/, with: " ")
            for word in text.matches(of: /[A-Za-z]{3,}/).map({ String($0.0) }) where !known.contains(word) {
                #expect(["example", "https"].contains(word), "\(word)")
            }
            #expect(text.firstMatch(of: /[0-9]/) == nil, "western digits")
        }
    }

    @Test("the seat plan has a box for each seat, locked where it is taken, ticked where it was chosen")
    func seats() {
        let page = SeatPage(
            trip: Samples.summary, map: Samples.map, classCode: "chair", coachLabel: "KA",
            chosen: ["KA-3", "KA-2"], formKey: "k", isLoggedIn: true)
        let html = page.page(Samples.frame(.english)).document.html
        #expect(html.matches(of: /name="seat"/).count == 4)
        #expect(html.contains("value=\"KA-2\" data-number=\"2\" disabled>"))
        #expect(html.contains("value=\"KA-3\" data-number=\"3\" checked>"))
        #expect(html.contains("value=\"KA-1\" data-number=\"1\">"))
        #expect(html.matches(of: /class="aisle"/).count == 2)
        #expect(html.contains("Seat 2, taken"))
        // The other class is not shown.
        #expect(!html.contains("KHA-1"))
    }

    @Test("a class without a free seat opens its waitlist")
    func soldOut() {
        let page = SeatPage(
            trip: Samples.summary, map: Samples.map, classCode: "berth", formKey: "k", isLoggedIn: true)
        #expect(page.page(Samples.frame(.english)).document.html.contains("<details id=\"waitlist\" open>"))
    }

    @Test("a hold that is over sends back to the seats")
    func overHold() {
        var hold = Samples.hold()
        hold.status = "expired"
        let page = PassengersPage(
            hold: hold, trip: Samples.summary, formKey: "k", now: Timestamp(milliseconds: 0)
        ).page(Samples.frame(.english))
        #expect(page.status == 410)
        #expect(page.document.html.contains("href=\"/trips/701-2026-11-30?from=DHA&amp;to=CTG\""))
    }

    @Test(
        "an order looks again by itself while something is on its way",
        arguments: [
            ("pending", false, [], nil), ("pending", true, [], 3), ("confirmed", false, [], 3),
            ("confirmed", false, ["t1"], nil), ("cancelled", true, [], nil),
        ] as [(String, Bool, [String], Int?)])
    func refresh(status: String, isPaying: Bool, tickets: [String], expected: Int?) {
        let page = OrderPage(
            order: Samples.order(status, tickets: tickets), isPaying: isPaying, formKey: "k")
        #expect(page.page(Samples.frame(.english)).refresh == expected)
    }

    @Test("payment pages lead to the web and nowhere else")
    func paymentAddresses() {
        #expect(PaymentPage.isSound("https://pay.example/x?y=1"))
        for bad in ["javascript:alert(1)", "data:text/html,x", "https://a\r\nb", "https://a\"b", "/pay"] {
            #expect(!PaymentPage.isSound(bad))
        }
    }
}
