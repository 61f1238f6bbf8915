import Bytes
import Contracts
import Foundation
import ServiceKit
import TestKit
import ServiceTestKit
import Testing
import Tokens

@testable import Ticket

@Suite("Revocation") struct RevocationTests {
    private static let orders = [
        "8e03978e-40d5-43e8-bc93-000000000001", "8e03978e-40d5-43e8-bc93-000000000002",
        "8e03978e-40d5-43e8-bc93-000000000003",
    ]

    @Test("tickets of a cancelled order are refused and stand in a list that anybody can verify")
    func revoked() async throws {
        let bench = try await TicketBench()
        let first = try bench.issue(OrderSample(order: Self.orders[0]))
        let second = try bench.issue(OrderSample(order: Self.orders[1]))
        #expect(try Self.list(bench).revoked.isEmpty)
        try Self.revoke(bench, Self.orders[0], "cancelled")
        try Self.revoke(bench, Self.orders[1], "lost")
        let list = try Self.list(bench)
        #expect(list.number == 4)
        #expect(list.complete)
        #expect(Set(list.revoked.prefix(2)) == Set(first))
        #expect(Set(list.revoked.suffix(2)) == Set(second))
        let later = try Self.list(bench, since: 2)
        #expect(later.revoked == Array(list.revoked.suffix(2)))
        #expect(try Self.list(bench, since: 4).revoked.isEmpty)
        #expect(try TicketBench.outcome(bench.redeem(first[0], #"{"nonce":"1"}"#)) == "canceled")
        #expect(try TicketBench.outcome(bench.redeem(first[0], #"{"nonce":"2","force":true}"#)) == "canceled")
        #expect(try TicketBench.outcome(bench.redeem(second[0], #"{"nonce":"1"}"#)) == "revoked")
        #expect(try TicketBench.outcome(bench.redeem(second[0], #"{"nonce":"2","force":true}"#)) == "ok")
        #expect(try bench.sql("SELECT status FROM ticket.ticket WHERE id = '\(second[0])'") == "revoked")
    }

    @Test("booking takes back tickets in its own transaction, those to come as well, but none that was used")
    func withdrawn() async throws {
        let bench = try await TicketBench()
        let unused = try bench.issue(OrderSample(order: Self.orders[0]))
        let used = try bench.issue(OrderSample(order: Self.orders[1]))
        #expect(try bench.redeem(used[0], #"{"nonce":"1"}"#).status == 201)
        func withdraw(_ order: String, evenUsed: Bool = false) throws {
            try bench.sql("SELECT ticket.withdraw('\(order)', 'cancelled', \(evenUsed))")
        }
        try withdraw(Self.orders[0])
        #expect(try TicketBench.outcome(bench.redeem(unused[0], #"{"nonce":"1"}"#)) == "canceled")
        #expect(throws: (any Error).self) { try withdraw(Self.orders[1]) }
        #expect(try bench.sql("SELECT count(*) FROM ticket.ticket WHERE status = 'revoked'") == "2")
        try withdraw(Self.orders[1], evenUsed: true)
        #expect(try bench.sql("SELECT count(*) FROM ticket.ticket WHERE status = 'revoked'") == "4")
        #expect(try Set(Self.list(bench).revoked) == Set(unused + used))
        try withdraw(Self.orders[2])
        #expect(try Set(bench.issue(OrderSample(order: Self.orders[2]))).isSubset(of: Self.list(bench).revoked))
    }

    @Test("a revocation that comes before its tickets revokes them as they are made, and no mail brings them")
    func before() async throws {
        let bench = try await TicketBench()
        try Self.revoke(bench, Self.orders[2], "cancelled")
        #expect(try Self.list(bench).revoked.isEmpty)
        let ids = try bench.issue(OrderSample(order: Self.orders[2]))
        #expect(try Set(Self.list(bench).revoked) == Set(ids))
        #expect(try bench.sql("SELECT count(*) FROM event.outbox WHERE consumer = 'ticket.mail'") == "0")
    }

    @Test("issue and revocation of one order at the same moment leave no valid ticket")
    func race() async throws {
        let bench = try await TicketBench()
        for number in 10..<30 {
            let order = OrderSample(order: "8e03978e-40d5-43e8-bc93-0000000000\(number)")
            let revocation = #"{"order":"\#(order.order)","reason":"cancelled"}"#
            try bench.sql(
                """
                SELECT event.put('ticket.issue', '\(order.order)', $body$\(order.json)$body$),
                    event.put('ticket.revoke', '\(order.order)', '\(revocation)')
                """)
        }
        try TicketBench.until("all of them") {
            try bench.sql(
                "SELECT count(*) FROM event.outbox WHERE done_at IS NULL AND consumer <> 'ticket.mail'")
                == "0"
        }
        #expect(try bench.sql("SELECT count(*) FROM ticket.ticket WHERE status = 'revoked'") == "40")
        let numbers = try bench.sql(
            "SELECT array_agg(revoked_number ORDER BY revoked_number) FROM ticket.ticket")
        #expect(numbers == "{\((1...40).map(String.init).joined(separator: ","))}")
        #expect(try Self.list(bench).number == 40)
    }

    @Test("a list has a tag, and who has it already is told so")
    func tags() async throws {
        let bench = try await TicketBench()
        let first = try bench.service.send("GET", "/api/tickets/revocations")
        #expect(first.field("content-type") == "application/jose+json")
        #expect(first.field("cache-control") == "public, max-age=30")
        let tag = try #require(first.field("etag"))
        let again = try bench.service.send(
            "GET", "/api/tickets/revocations", fields: ["If-None-Match: \(tag)"])
        // The minute may have changed between the two.
        let isSame = again.field("etag") == tag
        #expect(again.status == (isSame ? 304 : 200))
        _ = try bench.issue(OrderSample(order: Self.orders[0]))
        try Self.revoke(bench, Self.orders[0], "cancelled")
        let changed = try bench.service.send(
            "GET", "/api/tickets/revocations", fields: ["If-None-Match: \(tag)"])
        #expect(changed.status == 200)
        for query in ["since=x", "since=-1", "since=99999999999999999999"] {
            #expect(try bench.service.send("GET", "/api/tickets/revocations?\(query)").status == 400)
        }
        #expect(try bench.service.send("GET", "/api/tickets/revocations?since=77").status == 200)
    }

    private static func revoke(_ bench: TicketBench, _ order: String, _ reason: String) throws {
        try bench.put("ticket.revoke", about: order, body: #"{"order":"\#(order)","reason":"\#(reason)"}"#)
        try bench.wait(for: "ticket.revoke", about: order)
    }

    /// The list, once its signature is verified with the published keys.
    private static func list(_ bench: TicketBench, since: Int = 0) throws -> RevocationList {
        let published = try bench.service.send("GET", "/api/tickets/keys").body
        let keys = try JSONWebKeySet.parse(published.span.bytes)
        let answer = try bench.service.send("GET", "/api/tickets/revocations?since=\(since)")
        return try RevocationNotice.verified(answer.body, keys: keys)
    }
}
