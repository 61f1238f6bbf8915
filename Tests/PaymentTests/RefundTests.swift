import Contracts
import Foundation
import ServiceKit
import ServiceTestKit
import TestKit
import Testing

@testable import Payment

@Suite("Refunds") struct RefundTests {
    private func captured(_ bench: PaymentBench, provider: String = "mock") throws -> PaymentIntent {
        let payment = try bench.begin(100_000, provider: provider)
        if provider == "mock" {
            _ = try bench.form("/pay/\(payment.id)", "choice=pay")
        } else {
            let page = try bench.service.send("GET", "/pay/\(payment.id)").field("location") ?? ""
            _ = try bench.form(String(page.dropFirst("http://127.0.0.1:8080".count)), "choice=pay")
        }
        #expect(bench.reaches(payment.id, "succeeded"))
        return payment
    }

    private func refund(
        _ bench: PaymentBench, _ id: String, _ json: String, key: String = UUID().uuidString
    ) throws -> RawResponse {
        try bench.send(
            "POST", "/api/payments/\(id)/refunds", json: json, key: key, account: PaymentBench.other,
            roles: ["operator"])
    }

    @Test(
        "of an operator go to the provider once, however often they are asked for",
        arguments: ["mock", "sslcommerz"])
    func operators(_ provider: String) async throws {
        let bench = try await PaymentBench()
        let payment = try captured(bench, provider: provider)
        let answers = try await withThrowingTaskGroup(of: RawResponse.self) { group in
            for _ in 0..<5 {
                group.addTask { try self.refund(bench, payment.id, #"{"amount":30000}"#, key: "same") }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.map(\.text)).count == 1 && answers.allSatisfy { $0.status == 201 })
        #expect(try refund(bench, payment.id, #"{"amount":30001}"#, key: "same").status == 422)
        let rest = try refund(bench, payment.id, "{}")
        #expect(try WireJSON.decode(RefundModel.self, from: rest.body).amount == 70_000)
        let more = try refund(bench, payment.id, #"{"amount":1}"#)
        #expect(more.status == 422 && more.text.contains("refund_too_large"))
        #expect(try refund(bench, payment.id, #"{"amount":-5}"#).status == 422)
        #expect(
            bench.wait {
                (try? bench.sql("SELECT count(*) FROM payment.refund WHERE status = 'succeeded'")) == "2"
            })
        #expect(try bench.sql("SELECT sum(amount), count(*) FROM bank.refund") == "100000|2")
        #expect(try bench.look(payment.id).amountRefunded == 100_000)
        let list = try bench.send("GET", "/api/payments/\(payment.id)/refunds")
        #expect(
            try WireJSON.decode(RefundList.self, from: list.body).refunds.map(\.status) == [
                "succeeded", "succeeded",
            ])
        #expect(
            try bench.sql(
                "SELECT count(*) FROM event.outbox WHERE done_at IS NULL AND consumer = 'payment.refund'")
                == "0")
    }

    @Test("are not for payments that bought tickets: those go back with their order")
    func ordered() async throws {
        let bench = try await PaymentBench()
        let payment = try captured(bench, provider: "mock")
        try bench.sql("INSERT INTO booking.bought VALUES ('\(payment.id)')")
        let answer = try refund(bench, payment.id, "{}")
        #expect(answer.status == 409 && answer.text.contains("payment_ordered"))
        #expect(try bench.sql("SELECT refunded FROM payment.payment") == "0")
    }

    @Test("are not for payments that are not captured")
    func notCaptured() async throws {
        let bench = try await PaymentBench()
        let payment = try bench.begin()
        let answer = try refund(bench, payment.id, "{}")
        #expect(answer.status == 409 && answer.text.contains("payment_not_captured"))
        #expect(try refund(bench, UUID().uuidString, "{}").status == 404)
    }

    @Test("that died after the provider was asked are found there, and not made again")
    func deaths() async throws {
        let bench = try await PaymentBench()
        let payment = try captured(bench)
        // Another process took the refund to the bank and died before its commit.
        let id = try bench.sql("SELECT payment.refund('\(payment.id)', 40000, 'cancel')")
        let uuid = try #require(UUID(uuidString: id))
        let name = withUnsafeBytes(of: uuid.uuid) { bytes in
            TransactionName.text(
                (
                    UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                ))
        }
        try bench.sql(
            """
            WITH taken AS (UPDATE bank.charge SET refunded = refunded + 40000)
            INSERT INTO bank.refund (name, reference, transaction, amount)
            SELECT '\(name)', 'known', transaction, 40000 FROM bank.charge ON CONFLICT DO NOTHING
            """)
        #expect(
            bench.wait {
                (try? bench.sql("SELECT status FROM payment.refund WHERE cause = 'cancel'")) == "succeeded"
            })
        #expect(try bench.sql("SELECT count(*) FROM bank.refund") == "1")
    }

    @Test("never exceed what came in, and happen once a cause, whatever races")
    func property() async throws {
        let bench = try await PaymentBench()
        let payment = try captured(bench)
        var random = SeededRandom(seed: 99)
        var statements: [String] = []
        for _ in 0..<32 {
            let amount = Int.random(in: 1...40_000, using: &random)
            let cause = ["cancel", "late", "surplus", "a", "b", "c"].randomElement(using: &random) ?? "a"
            statements.append("SELECT payment.refund('\(payment.id)', \(amount), '\(cause)')")
        }
        await withTaskGroup(of: Void.self) { group in
            for chunk in 0..<4 {
                let mine = statements.enumerated().filter { $0.offset % 4 == chunk }.map(\.element)
                // Those that are refused roll back alone; psql goes on with the next.
                group.addTask { for statement in mine { _ = try? bench.sql(statement) } }
            }
        }
        let sums = try bench.sql(
            """
            SELECT p.received >= p.refunded, p.refunded = sum(r.amount), count(*) = count(DISTINCT r.cause)
            FROM payment.payment p JOIN payment.refund r ON r.payment = p.id GROUP BY p.id
            """)
        #expect(sums == "t|t|t")
        #expect(
            bench.wait {
                (try? bench.sql("SELECT count(*) FROM payment.refund WHERE status <> 'succeeded'")) == "0"
            })
        #expect(
            try bench.sql(
                "SELECT (SELECT sum(amount) FROM bank.refund) = (SELECT sum(amount) FROM payment.refund)")
                == "t")
    }
}
