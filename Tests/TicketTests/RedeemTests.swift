import Contracts
import Foundation
import ServiceKit
import TestKit
import ServiceTestKit
import Testing

@testable import Ticket

@Suite("Check-in") struct RedeemTests {
    @Test("five scans under one nonce have one effect and one answer")
    func oneNonce() async throws {
        let bench = try await TicketBench()
        let id = try bench.issue()[0]
        let answers = try await Self.together(5) { _ in try bench.redeem(id, #"{"nonce":"gate-1"}"#) }
        #expect(answers.allSatisfy { $0.status == 201 })
        #expect(Set(answers.map(\.body)).count == 1)
        #expect(answers.count { $0.field("idempotent-replayed") == "true" } == 4)
        #expect(try bench.sql("SELECT count(*) FROM ticket.checkin") == "1")
        #expect(try bench.sql("SELECT status FROM ticket.ticket WHERE id = '\(id)'") == "redeemed")
    }

    @Test("of scans under different nonces one lets the passenger through")
    func nonces() async throws {
        let bench = try await TicketBench()
        let id = try bench.issue()[0]
        let answers = try await Self.together(8) { try bench.redeem(id, #"{"nonce":"gate-\#($0)"}"#) }
        let outcomes = try answers.map(TicketBench.outcome)
        #expect(outcomes.count { $0 == "ok" } == 1)
        #expect(outcomes.count { $0 == "already_redeemed" } == 7)
        // A refused scan that is repeated is refused with the same words.
        let index = try #require(outcomes.firstIndex(of: "already_redeemed"))
        let again = try bench.redeem(id, #"{"nonce":"gate-\#(index)"}"#)
        #expect((again.status, again.body) == (200, answers[index].body))
    }

    @Test("a nonce stands for one question, and an Idempotency-Key does as well")
    func questions() async throws {
        let bench = try await TicketBench()
        let ids = try bench.issue()
        #expect(try bench.redeem(ids[0], #"{"nonce":"n"}"#).status == 201)
        #expect(try bench.redeem(ids[0], #"{"nonce":"n","force":true}"#).status == 422)
        // Another ticket is another door.
        #expect(try bench.redeem(ids[1], #"{"nonce":"n"}"#).status == 201)
        #expect(try bench.redeem(ids[0], "{}").status == 400)
        #expect(try bench.redeem(ids[0], #"{"nonce":"a b"}"#).status == 400)
        #expect(try bench.redeem(ids[0], "{}", key: "\"k-1\"").status == 200)
        let replay = try bench.redeem(ids[0], "{}", key: "k-1")
        #expect((replay.status, replay.field("idempotent-replayed")) == (200, "true"))
        #expect(try bench.redeem(ids[0], "nonsense", key: "k-2").status == 400)
        #expect(try bench.redeem(ids[0], #"{"force":"yes"}"#, key: "k-2").status == 400)
    }

    @Test("a key beside a nonce stands for one question too, whatever the nonce")
    func keyBesideNonce() async throws {
        let bench = try await TicketBench()
        let id = try bench.issue()[0]
        let answers = try await Self.together(5) { _ in
            try bench.redeem(id, #"{"nonce":"n-1"}"#, key: "k-1")
        }
        #expect(answers.allSatisfy { $0.status == 201 })
        #expect(Set(answers.map(\.body)).count == 1)
        #expect(answers.count { $0.field("idempotent-replayed") == "true" } == 4)
        #expect(try bench.redeem(id, #"{"nonce":"n-2"}"#, key: "k-1").status == 422)
        // A device that gives each try a key of its own is known again by its nonce.
        let retried = try bench.redeem(id, #"{"nonce":"n-1"}"#, key: "k-2")
        #expect((retried.status, retried.body) == (201, answers[0].body))
        #expect(try bench.redeem(id, #"{"nonce":"n-3"}"#, key: "a b").status == 400)
        #expect(try bench.sql("SELECT count(*) FROM ticket.checkin") == "1")
    }

    @Test("scans made offline are told later, whatever was told before")
    func offline() async throws {
        let bench = try await TicketBench()
        let id = try bench.issue()[0]
        #expect(try bench.redeem(id, #"{"nonce":"1"}"#).status == 201)
        let at = try bench.sql(
            "SELECT to_char(issued_at, 'YYYY-MM-DD\"T\"HH24:MI:SSOF:00') FROM ticket.ticket LIMIT 1"
        )
        let forced = try bench.redeem(id, #"{"nonce":"2","force":true,"datetime":"\#(at)"}"#)
        #expect(try TicketBench.outcome(forced) == "ok")
        let model = try WireJSON.decode(RedeemModel.self, from: forced.body)
        #expect(model.ticket?.redeemedAt == Timestamp(at))
        #expect(try bench.redeem(id, #"{"nonce":"3","datetime":"\#(at)"}"#).status == 422)
        #expect(
            try bench.redeem(id, #"{"nonce":"4","force":true,"datetime":"2099-01-01T00:00:00Z"}"#).status
                == 422)
        #expect(try bench.sql("SELECT count(*) FROM ticket.checkin WHERE forced") == "1")
    }

    @Test("the scanned code must be the ticket's own")
    func codes() async throws {
        let bench = try await TicketBench()
        let ids = try bench.issue()
        let codes = try ids.map {
            try WireJSON.decode(TicketModel.self, from: bench.get("/api/tickets/\($0)").body).code
        }
        func scan(_ code: String, _ nonce: String) throws -> String {
            let asked = RedeemRequest(nonce: nonce, code: code)
            let json = String(decoding: try WireJSON.encode(asked), as: UTF8.self)
            return try TicketBench.outcome(bench.redeem(ids[0], json))
        }
        #expect(try scan(codes[1], "1") == "invalid")
        #expect(try scan("GT1:NOT A TICKET", "2") == "invalid")
        #expect(try scan(PassSigner(TicketSample.key()).sign(TicketSample.pass()), "3") == "invalid")
        #expect(try scan(codes[0], "4") == "ok")
    }

    /// Runs so many calls at once, each on a thread of its own, and answers in their order.
    private static func together(
        _ count: Int, _ call: @escaping @Sendable (Int) throws -> RawResponse
    ) async throws -> [RawResponse] {
        try await withThrowingTaskGroup(of: (Int, RawResponse).self) { group in
            for index in 0..<count {
                group.addTask {
                    let answer: RawResponse = try await withCheckedThrowingContinuation { continuation in
                        Thread.detachNewThread {
                            continuation.resume(with: Result { try call(index) })
                        }
                    }
                    return (index, answer)
                }
            }
            var answers: [(Int, RawResponse)] = []
            for try await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
