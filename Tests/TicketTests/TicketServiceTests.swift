import Bytes
import Contracts
import Foundation
import ServiceKit
import ServiceTestKit
import TestKit
import Testing
import Tokens

@testable import Ticket

@Suite("The ticket service") struct TicketServiceTests {
    @Test("a paid order gets its tickets, its owner sees them, and a mail brings them")
    func issued() async throws {
        let bench = try await TicketBench()
        let order = OrderSample()
        let ids = try bench.issue(order)
        #expect(ids.count == 2)
        let ticket = try WireJSON.decode(TicketModel.self, from: bench.get("/api/tickets/\(ids[0])").body)
        #expect((ticket.id, ticket.order, ticket.seat) == (ids[0], order.order, "KA-14"))
        #expect((ticket.status, ticket.passenger, ticket.fare.text) == ("valid", "রাহিমা খাতুন", "617.25"))

        let published = try bench.get("/api/tickets/keys", as: nil).body
        let keys = try JSONWebKeySet.parse(published.span.bytes)
        let verifier = PassVerifier(keys: keys)
        let pdf = try bench.get("/api/tickets/\(ids[0]).pdf")
        #expect(pdf.field("content-type") == "application/pdf")
        #expect(pdf.field("cache-control") == "private, no-store")
        #expect(try Tool.text(ofPDF: pdf.body).contains("সুবর্ণ এক্সপ্রেস"))
        let png = try bench.get("/api/tickets/\(ids[0]).png")
        for texts in [try Tool.symbols(inPDF: pdf.body), try Tool.symbols(inPNG: png.body)] {
            #expect(texts == [ticket.code])
            #expect(try TicketPassTests.verify(try #require(texts.first), verifier).seat == "KA-14")
        }

        try bench.wait(for: "ticket.mail", about: order.order)
        let mail = try Data(
            contentsOf: URL(fileURLWithPath: "\(bench.trust.folder)/mail/\(order.order).eml"))
        #expect(String(decoding: mail, as: UTF8.self).contains("To: <rahima@example.org>\r\n"))
        let lines = bench.service.log.lines.joined()
        #expect(!lines.contains("rahima@example.org") && !lines.contains("8801711"))
    }

    @Test("a ticket is there for its owner and for inspectors, and for nobody else")
    func owners() async throws {
        let bench = try await TicketBench()
        let id = try bench.issue()[0]
        for path in ["/api/tickets/\(id)", "/api/tickets/\(id).pdf", "/api/tickets/\(id).png"] {
            #expect(try bench.get(path).status == 200)
            #expect(try bench.get(path, as: TicketBench.stranger).status == 404)
            #expect(try bench.get(path, as: TicketBench.stranger, roles: ["inspector"]).status == 200)
            #expect(try bench.get(path, as: nil).status == 401)
            #expect(try bench.service.send("GET", path).status == 403)
        }
        let none = "00000000-0000-4000-8000-000000000000"
        #expect(try bench.get("/api/tickets/\(none)").status == 404)
        #expect(try bench.get("/api/tickets/x.pdf").status == 404)
        #expect(try bench.redeem(none, #"{"nonce":"1"}"#).status == 404)
        #expect(try bench.redeem(id, #"{"nonce":"1"}"#, roles: ["passenger"]).status == 403)
    }

    @Test("an inspector needs no admission to check a ticket in, and nobody else gets in that way")
    func pastTheLine() async throws {
        let bench = try await TicketBench()
        let path = "/api/tickets/\(try bench.issue()[0])/redeem"
        func scan(_ user: String?) throws -> Int {
            let token = user.map { ["Authorization: Bearer \($0)"] } ?? []
            let fields = ["Content-Type: application/json"] + token
            return try bench.service.send("POST", path, fields: fields, body: #"{"nonce":"1"}"#).status
        }
        #expect(try scan(nil) == 401)
        #expect(try scan("not a token") == 401)
        #expect(try scan(bench.trust.user(TicketBench.stranger, roles: ["passenger", "operator"])) == 403)
        #expect(try scan(bench.trust.user(TicketBench.inspectorAccount, roles: ["inspector"])) == 201)
    }

    @Test("an order is issued once, however often its event is delivered and to however many processes")
    func once() async throws {
        let bench = try await TicketBench()
        let other = try bench.second()
        let order = OrderSample()
        let ids = try bench.issue(order)
        let before = try bench.sql("SELECT array_agg(t ORDER BY id) FROM ticket.ticket t")
        let row = try bench.sql("SELECT id FROM event.outbox WHERE consumer = 'ticket.issue'")
        // Delivered again while it is done, and once as if it never had been.
        let client = try RedisTestClient(path: bench.redis.socketPath)
        for _ in 0..<20 { try client.command("XADD", "ev:ticket.issue", "*", "row", row) }
        try bench.sql("UPDATE event.outbox SET done_at = NULL, due_at = now() WHERE id = \(row)")
        for _ in 0..<20 { try client.command("XADD", "ev:ticket.issue", "*", "row", row) }
        try bench.wait(for: "ticket.issue", about: order.order)
        try TicketBench.until("the stream to be empty") {
            if case .integer(let length) = try client.command("XLEN", "ev:ticket.issue") {
                length == 0
            } else {
                false
            }
        }
        #expect(try bench.sql("SELECT array_agg(t ORDER BY id) FROM ticket.ticket t") == before)
        #expect(ids.count == 2)
        #expect(try bench.sql("SELECT count(*) FROM event.outbox WHERE consumer = 'ticket.mail'") == "1")
        _ = other
    }

    @Test("a body that will never be tickets is parked where an operator sees it")
    func poison() async throws {
        let bench = try await TicketBench()
        let order = OrderSample(seats: ["KA-14", "আসন ১৫"])
        try bench.put("ticket.issue", about: order.order, body: order.json)
        try TicketBench.until("the event to be parked") {
            try bench.sql("SELECT error FROM event.outbox WHERE parked IS NOT NULL").contains("seat")
        }
        #expect(try bench.sql("SELECT count(*) FROM ticket.ticket") == "0")
    }

    @Test("a mail relay that is away holds up the mail, and nothing else")
    func relayAway() async throws {
        // Nobody listens on the port of a socket that is bound and does not.
        let silent = try SilentPort()
        let bench = try await TicketBench(relay: "127.0.0.1:\(silent.port)")
        let order = OrderSample()
        let id = try bench.issue(order)[0]
        try TicketBench.until("the mail to fail") {
            try bench.sql("SELECT error FROM event.outbox WHERE consumer = 'ticket.mail'")
                .contains("relay cannot be reached")
        }
        #expect(
            try bench.sql("SELECT done_at IS NULL FROM event.outbox WHERE consumer = 'ticket.mail'") == "t")
        #expect(try bench.get("/api/tickets/\(id).pdf").status == 200)
        #expect(try bench.redeem(id, #"{"nonce":"1"}"#).status == 201)
    }

    @Test("pages are drawn so often and no oftener for one account")
    func limited() async throws {
        let bench = try await TicketBench()
        let none = "00000000-0000-4000-8000-000000000000"
        let answers = try (0..<70).map { _ in try bench.get("/api/tickets/\(none).pdf").status }
        #expect(answers.prefix(60).allSatisfy { $0 == 404 })
        #expect(answers.last == 429)
        #expect(try bench.get("/api/tickets/\(none).pdf", as: TicketBench.stranger).status == 404)
    }
}
