import Contracts
import Foundation
import ServiceKit
import ServiceTestKit
import Settings
import TestKit
import Testing

@testable import Payment

@Suite("Play money") struct MockTests {
    @Test("is captured once, whatever goes wrong with the news of it")
    func faults() async throws {
        let bench = try await PaymentBench()
        var payments: [String: PaymentIntent] = [:]
        for fault in [""] + Faults.names.map(\.name) {
            let payment = try bench.begin()
            payments[fault] = payment
            // The customer closes the browser at the bank: nobody follows the way back.
            let answer = try bench.form(
                "/pay/\(payment.id)", "choice=pay" + (fault.isEmpty ? "" : "&fault=\(fault)"))
            #expect(answer.status == 303)
        }
        for (fault, payment) in payments {
            #expect(bench.reaches(payment.id, "succeeded"), "\(fault)")
        }
        // What is still under way changes nothing any more.
        #expect(bench.allNoticesAreSent())
        for (fault, payment) in payments {
            let after = try bench.look(payment.id)
            #expect(after.status == "succeeded" && after.amountReceived == payment.amount, "\(fault)")
            #expect(try bench.owed(payment.id) == ["\(payment.amount)"], "\(fault)")
        }
    }

    @Test("is captured once when notices, ways back and reconcilers come at once")
    func races() async throws {
        let bench = try await PaymentBench()
        let payments = try (0..<6).map { _ in try bench.begin() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for payment in payments {
                _ = try bench.form(
                    "/pay/\(payment.id)", "choice=pay&fault=duplicate&fault=out_of_order&fault=delay")
                let back = "/api/payments/return/mock?tran_id=\(try bench.transaction(payment.id))"
                for _ in 0..<3 { group.addTask { _ = try bench.service.send("GET", back) } }
            }
            try await group.waitForAll()
        }
        for payment in payments {
            #expect(bench.reaches(payment.id, "succeeded"))
            #expect(try bench.owed(payment.id) == ["\(payment.amount)"])
        }
    }

    @Test("may be refused and paid after all, or given up")
    func refusedAndPaid() async throws {
        let bench = try await PaymentBench()
        let payment = try bench.begin()
        _ = try bench.form("/pay/\(payment.id)", "choice=fail")
        #expect(bench.reaches(payment.id, "requires_payment_method"))
        let refused = try bench.look(payment.id)
        #expect(refused.lastPaymentError?.code == "card_declined" && refused.nextAction != nil)
        _ = try bench.form("/pay/\(payment.id)", "choice=pay")
        #expect(bench.reaches(payment.id, "succeeded"))
        #expect(try bench.look(payment.id).lastPaymentError == nil)
        let other = try bench.begin()
        _ = try bench.form("/pay/\(other.id)", "choice=cancel")
        #expect(bench.reaches(other.id, "canceled"))
        #expect(try bench.owed(other.id).isEmpty)
    }

    @Test("sends the customer back to the order by a GET, and settles on the way")
    func wayBack() async throws {
        let bench = try await PaymentBench()
        let payment = try bench.begin()
        let paid = try bench.form("/pay/\(payment.id)", "choice=pay&fault=lost")
        let back = try #require(paid.field("location"))
        let answer = try bench.service.send("GET", back)
        #expect(answer.status == 303 && answer.field("location") == "/orders/\(payment.order)")
        #expect(try bench.look(payment.id).status == "succeeded")
        // Once it is paid the page leads to the order, and nobody pays twice.
        #expect(
            try bench.service.send("GET", "/pay/\(payment.id)").field("location")
                == "/orders/\(payment.order)")
        _ = try bench.form("/pay/\(payment.id)", "choice=pay")
        #expect(try bench.owed(payment.id).count == 1)
        let strange = try bench.service.send("GET", "/api/payments/return/mock?tran_id=x")
        #expect(strange.status == 303 && strange.field("location") == "/orders")
    }

    @Test("that is risky waits for an operator, who takes it or gives it back")
    func review() async throws {
        let bench = try await PaymentBench()
        func pay() throws -> PaymentIntent {
            let payment = try bench.begin()
            _ = try bench.form("/pay/\(payment.id)", "choice=pay_risky")
            #expect(bench.wait { (try? bench.look(payment.id).lastPaymentError?.code) == "risky" })
            return payment
        }
        func decide(_ id: String, _ decision: String, _ key: String = UUID().uuidString) throws -> RawResponse
        {
            try bench.send(
                "POST", "/api/payments/\(id)/review", json: #"{"decision":"\#(decision)"}"#, key: key,
                account: PaymentBench.other, roles: ["operator"])
        }
        let (good, bad) = (try pay(), try pay())
        #expect(try bench.look(good.id).status == "processing")
        #expect(try bench.owed(good.id).isEmpty)
        #expect(
            try bench.send(
                "POST", "/api/payments/\(good.id)/review", json: #"{"decision":"accept"}"#, key: "k"
            ).status == 403)
        #expect(try decide(good.id, "accept", "key").status == 200)
        #expect(try decide(good.id, "accept", "key").field("idempotent-replayed") == "true")
        #expect(try decide(good.id, "refuse", "key").status == 422)
        #expect(try decide(good.id, "refuse").status == 409)
        #expect(try bench.owed(good.id).count == 1)
        #expect(try decide(bad.id, "refuse").status == 200)
        #expect(try bench.owed(bad.id).isEmpty)
        #expect(bench.wait { (try? bench.sql("SELECT status FROM payment.refund")) == "succeeded" })
        let refused = try bench.look(bad.id)
        #expect(refused.amountReceived == refused.amountRefunded && refused.amountReceived > 0)
    }

    @Test("of another amount is captured as what it is; in another currency it waits for people")
    func mismatch() async throws {
        let bench = try await PaymentBench()
        let (short, foreign) = (try bench.begin(), try bench.begin())
        for (payment, change) in [(short, "amount = amount - 100"), (foreign, "currency = 'USD'")] {
            let name = try bench.transaction(payment.id)
            _ = try bench.service.send("GET", "/pay/\(payment.id)")
            try bench.sql("UPDATE bank.charge SET \(change) WHERE transaction = '\(name)'")
            _ = try bench.form("/pay/\(payment.id)", "choice=pay")
        }
        #expect(bench.reaches(short.id, "succeeded"))
        // Booking sees the amount that came, finds that it is not the order's, and gives it back.
        #expect(try bench.owed(short.id) == ["\(short.amount - 100)"])
        #expect(bench.wait { (try? bench.look(foreign.id).lastPaymentError?.code) == "payment_mismatch" })
        #expect(try bench.owed(foreign.id).isEmpty)
    }

    @Test("is not taken, and faults cannot be chosen, where demo is off")
    func demoOff() async throws {
        let bench = try await PaymentBench { $0.demo = false }
        let order = try bench.order()
        let answer = try bench.send(
            "POST", "/api/payments", json: #"{"order":"\#(order)","provider":"mock"}"#, key: "k")
        #expect(answer.status == 422)
        #expect(try bench.form("/pay/\(UUID().uuidString)", "choice=pay").status == 405)
        #expect(try bench.form("/gwprocess/v4/api.php", "store_id=sluice").status == 404)
        #expect(try bench.form("/api/payments/webhooks/mock", "{}", type: "application/json").status == 404)
    }
}
