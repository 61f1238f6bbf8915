import Contracts
import HTTP
import ServiceTestKit
import Synchronization
import TestKit
import Testing

@testable import BookingSite

@Suite("Ordering and paying") struct SiteOrdersTests {
    private let house: SiteHouse

    init() throws {
        house = try SiteHouse()
    }

    @Test("passengers are asked for by seat, with the account's own contact")
    func passengers() throws {
        let page = try house.get("/holds/h1")
        #expect(page.text.contains("Seat KA-1"))
        #expect(page.text.contains("name=\"name1\""))
        #expect(page.text.contains("value=\"+8801712345678\""))
        #expect(page.text.contains("Take five more minutes"))
    }

    @Test("an order needs names and a contact, and keeps what was typed")
    func orders() throws {
        let seats = "key=k&seat0=KA-1&seat1=KA-3"
        let noName = try house.post("/holds/h1/order", "\(seats)&name0=Rahim&name1=+&email=a%40b.c")
        #expect(noName.status == 422)
        #expect(noName.text.contains("Every passenger needs a name."))
        #expect(noName.text.contains("value=\"Rahim\""))
        let noContact = try house.post("/holds/h1/order", "\(seats)&name0=Rahim&name1=Rahima")
        #expect(noContact.text.contains("Give a phone number or an e-mail address."))
        let made = try house.post(
            "/holds/h1/order", "\(seats)&name0=Rahim&name1=Rahima&phone=01712345678")
        #expect(made.field("location") == "/orders/o1")
        #expect(house.stub.asked.count(#"order ["Rahim", "Rahima"] en"#) == 1)
    }

    @Test("paying leads to the provider's page, and remembers which payment that was")
    func payment() throws {
        let order = try house.get("/orders/o1")
        #expect(order.text.contains("value=\"mock\" required checked"))
        #expect(order.text.contains("Pay ৳810.00"))
        let page = try house.post("/orders/o1/pay", "key=k&provider=mock")
        #expect(page.status == 200)
        #expect(page.field("refresh") == "0; url=https://bank.example/p1")
        #expect(page.text.contains("href=\"https://bank.example/p1\""))
        #expect(page.field("set-cookie")?.hasPrefix("sluice-paying=o1.p1; Path=/; Max-Age=7200") == true)
        #expect(house.stub.asked.count("pay mock") == 1)
    }

    private static let paying = "Cookie: sluice-paying=o1.p1"

    @Test("while word of a payment is on its way the page looks again; when it failed, one may pay again")
    func waiting() throws {
        house.stub.state.withLock { $0.payment = "processing" }
        let waiting = try house.get("/orders/o1", [Self.paying])
        #expect(waiting.field("refresh") == "3")
        #expect(!waiting.text.contains("name=\"provider\""))
        house.stub.state.withLock { $0.payment = "canceled" }
        let failed = try house.get("/orders/o1", [Self.paying])
        #expect(failed.field("refresh") == nil)
        #expect(failed.text.contains("name=\"provider\""))
    }

    @Test("an order of an earlier turn is not offered for payment, but says why and what to do")
    func earlierTurn() throws {
        house.stub.state.withLock { $0.isHoldElsewhere = true }
        let page = try house.get("/orders/o1")
        #expect(page.status == 200 && !page.text.contains("name=\"provider\""))
        #expect(page.text.contains("begun in an earlier turn"))
        #expect(page.text.contains("action=\"/orders/o1/cancel\""))
    }

    @Test("an order of a train that has left is not offered for cancelling")
    func departed() throws {
        var order = Samples.order("confirmed", tickets: ["t1"])
        order.trip.from.departs = Timestamp(milliseconds: 1_000)
        house.stub.state.withLock { [order] in $0.order = order }
        let page = try house.get("/orders/o1")
        #expect(!page.text.contains("action=\"/orders/o1/cancel\""))
        #expect(page.text.contains("The train has left: the order cannot be cancelled any more"))
    }

    @Test("what a service refuses in English is said in Bangla on a Bangla page")
    func banglaRefusals() throws {
        let bangla = ["Cookie: sluice-lang=bn"]
        let form = "key=k&seat0=KA-1&name0=R&email=a%40b.c"
        for pointer in [
            "#/passengers/0/name", "#/passengers/0/document", "#/contact/phone", "#/contact/email", "#/x",
        ] {
            house.stub.state.withLock { $0.pointer = pointer }
            let page = try house.post("/holds/h1/order", form, bangla)
            #expect(page.status == 422 && !page.text.contains("in English"), "\(pointer)")
        }
        for code in ["card_declined", "risky", "refused", "other"] {
            house.stub.state.withLock { $0.paymentError = code }
            let page = try house.get("/orders/o1", [Self.paying + "; sluice-lang=bn"])
            #expect(page.text.contains("role=\"alert\"") && !page.text.contains("in English"), "\(code)")
        }
        let method = try house.get("/logout", bangla)
        #expect(method.status == 405 && !method.text.contains("allowed"))
    }

    @Test("the tickets come with the page that ends the visitor's turn, once")
    func tickets() throws {
        house.stub.state.withLock { $0.order = Samples.order("confirmed", tickets: ["t1", "t2"]) }
        let page = try house.get("/orders/o1", [Self.paying])
        #expect(page.field("sluice-session") == "end")
        #expect(page.field("set-cookie")?.hasPrefix("sluice-paying=; Path=/; Max-Age=0") == true)
        #expect(page.text.contains("src=\"data:image/png;base64,UE5H\""))
        #expect(page.text.contains("href=\"data:application/pdf;base64,UERG\""))
        #expect(page.text.contains("your turn ends with this page"))
        // Who looks at an old order keeps their turn.
        let later = try house.get("/orders/o1")
        #expect(later.field("sluice-session") == nil)
        let other = try house.get("/orders/o1", ["Cookie: sluice-paying=o2.p9"])
        #expect(other.field("sluice-session") == nil)
    }

    @Test("a visitor may end their turn, and give seats back")
    func leaving() throws {
        let done = try house.post("/done", "")
        #expect(done.status == 200)
        #expect(done.field("sluice-session") == "end")
        let released = try house.post("/holds/h1/release", "back=%2Ftrips%2F701%3Ffrom%3DDHA%26to%3DCTG")
        #expect(released.field("location") == "/trips/701?from=DHA&to=CTG")
        #expect(house.stub.asked.count("released") == 1)
    }

    @Test("what a service does not know is a page that says so")
    func missing() throws {
        let page = try house.get("/nothing/here")
        #expect(page.status == 404)
        #expect(page.text.contains("There is no such page"))
        #expect(try house.get("/waitlist").status == 404)
        let json = try house.site.send("GET", "/nothing", fields: ["Accept: application/json"])
        #expect(json.field("content-type") == "application/problem+json")
    }

    @Test("what a service refuses is said in the visitor's language")
    func refusals() throws {
        let frame = Samples.frame(.bangla)
        for code in ["account_limit", "sale_not_open", "hold_extended", "quota_exceeded"] {
            #expect(Phrase.refusal(code).map { frame.words($0) }?.isEmpty == false)
        }
        house.stub.state.withLock { $0.refusal = ProblemKind(status: 409, name: "hold_extended", title: "x") }
        let page = try house.post("/holds/h1/extend", "key=k", ["Cookie: sluice-lang=bn"])
        #expect(page.status == 409)
        #expect(page.text.contains("সময় আগেই একবার বাড়ানো হয়েছে।"))
        house.stub.state.withLock { $0.refusal = ProblemKind(status: 409, name: "odd", title: "Odd <thing>") }
        #expect(try house.post("/holds/h1/extend", "key=k").text.contains("Odd &lt;thing&gt;"))
    }
}
