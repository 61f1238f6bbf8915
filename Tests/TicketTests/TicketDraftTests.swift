import Contracts
import Postgres
import Testing

@testable import Ticket

@Suite("Tickets of an order") struct TicketDraftTests {
    static let issuedAt = Timestamp(milliseconds: 1_900_000_000_123)

    @Test("each seat gets a ticket with everything that stands on it, and a pass that says the same")
    func drafts() throws {
        let order = try #require(TicketOrder(json: OrderSample().json))
        let drafts = try Self.drafts(OrderSample())
        #expect(drafts.map(\.facts.seat) == ["KA-14", "KA-15"])
        for draft in drafts {
            #expect(draft.facts.ticket == uuid5(order.order, draft.facts.seat))
            #expect(draft.facts.price == Money(minor: 61_725))
            #expect(draft.facts.seatNumber == String(draft.facts.seat.suffix(2)))
            let pass = try TicketPassTests.verify(
                draft.facts.pass, TicketSample.verifier(TicketSample.key()))
            #expect(pass.ticket == draft.facts.ticket)
            #expect(pass.seat == draft.facts.seat)
            #expect((pass.train, pass.seatClass, pass.date.description) == ("701", "s_chair", "2030-03-24"))
            #expect((pass.fromStop, pass.toStop) == (0, 5))
            #expect(Int64(pass.validFrom) * 1000 == draft.validFrom.milliseconds)
            #expect(Int64(pass.validUntil) * 1000 == draft.validUntil.milliseconds)
            #expect(
                pass.passenger
                    == TicketPass.passengerDigest(
                        ticket: pass.ticket, name: "রাহিমা খাতুন", document: "1990123456789"))
        }
        #expect(drafts[0].validFrom == Timestamp("2030-03-17T17:46:40Z"))
        #expect(drafts[0].validUntil == Timestamp("2030-03-25T07:25:00Z"))
    }

    @Test("the same order gives the same tickets, however often it comes")
    func deterministic() throws {
        #expect(try Self.drafts(OrderSample()) == Self.drafts(OrderSample()))
    }

    @Test("a train that has gone gives a ticket that is over")
    func gone() throws {
        var sample = OrderSample()
        sample.departs = "2020-03-24T02:00:00+00:00"
        sample.arrives = "2020-03-24T07:00:00+00:00"
        let draft = try #require(try Self.drafts(sample).first)
        #expect(draft.validUntil.milliseconds - draft.validFrom.milliseconds == 1000)
    }

    @Test("numbers and classes that are longer than a pass holds are cut, and printed whole")
    func long() throws {
        var sample = OrderSample()
        sample.number = "EXTRAORDINARILY-LONG-NUMBER"
        sample.seatClass = "a_class_of_thirty_two_characters"
        let draft = try #require(try Self.drafts(sample).first)
        #expect(draft.facts.trainNumber == sample.number)
        #expect(try TicketSheet(draft.facts, railway: TicketSample.railway).symbol.side <= 53)
    }

    @Test("what no pass can say is refused, and no part of it made", arguments: [0, 1, 2, 3, 4, 5])
    func refused(_ index: Int) throws {
        var sample = OrderSample()
        switch index {
        case 0: sample.date = "24.03.2030"
        case 1: sample.from = 5
        case 2: sample.seats = ["KA-14", "KA-14"]
        case 3: sample.seats = ["KA-14", "ক-১৫"]
        case 4: sample.price = -1
        default: sample.from = -1
        }
        #expect(throws: PassError.self) { try Self.drafts(sample) }
    }

    @Test(
        "bodies that are no orders are refused",
        arguments: [
            "", "{}", "[]", "null", "{\"order\":1}", OrderSample(seats: []).json,
            OrderSample(seats: (0..<33).map { "KA-\($0)" }).json, OrderSample(account: "me").json,
            OrderSample(departs: "soon").json, OrderSample(language: "fr").json,
        ])
    func noOrders(_ json: String) {
        #expect(TicketOrder(json: json) == nil)
    }

    static func drafts(_ sample: OrderSample) throws -> [TicketDraft] {
        let order = try #require(TicketOrder(json: sample.json))
        return try TicketDraft.tickets(
            of: order, issuedAt: issuedAt, signer: PassSigner(TicketSample.key()))
    }
}
