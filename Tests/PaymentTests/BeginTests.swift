import Contracts
import Foundation
import ServiceKit
import ServiceTestKit
import TestKit
import Testing

@testable import Payment

@Suite("Beginning a payment") struct BeginTests {
    private func body(_ order: String, provider: String = "mock") -> String {
        #"{"order":"\#(order)","provider":"\#(provider)"}"#
    }

    @Test("takes the order's own amount, whatever a client says, and leads to the hosted page")
    func amount() async throws {
        let bench = try await PaymentBench()
        let order = try bench.order(99_900)
        let answer = try bench.send(
            "POST", "/api/payments",
            json: #"{"order":"\#(order)","provider":"mock","amount":1,"currency":"USD"}"#, key: "k1")
        #expect(answer.status == 201)
        let intent = try WireJSON.decode(PaymentIntent.self, from: answer.body)
        #expect(intent.amount == 99_900 && intent.currency == "bdt" && intent.order == order)
        #expect(intent.status == "requires_action" && intent.amountReceived == 0)
        #expect(intent.nextAction?.redirectToUrl.url == "http://127.0.0.1:8080/pay/\(intent.id)")
        #expect(try bench.look(intent.id) == intent)
        let page = try bench.service.send("GET", "/pay/\(intent.id)")
        #expect(page.status == 200 && page.text.contains("999.00") && page.text.contains("701 &amp; co"))
        #expect(page.field("content-security-policy")?.contains("default-src 'none'") == true)
    }

    @Test("happens once for five requests at once under one key, and they get one answer")
    func idempotency() async throws {
        let bench = try await PaymentBench()
        let order = try bench.order()
        let answers = try await withThrowingTaskGroup(of: RawResponse.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try bench.send("POST", "/api/payments", json: self.body(order), key: "same")
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(answers.allSatisfy { $0.status == 201 })
        #expect(answers.count { $0.field("idempotent-replayed") == "true" } == 4)
        #expect(try bench.sql("SELECT count(*) FROM payment.payment") == "1")
        let otherBody = try bench.send(
            "POST", "/api/payments", json: body(order, provider: "sslcommerz"), key: "same")
        #expect(otherBody.status == 422 && otherBody.text.contains("idempotency_key_reused"))
        let missing = try bench.send("POST", "/api/payments", json: body(order))
        #expect(missing.status == 400 && missing.text.contains("idempotency_key_missing"))
    }

    @Test("is refused for what cannot be paid, and leaves no key behind")
    func refusals() async throws {
        let bench = try await PaymentBench()
        func begin(_ order: String, _ provider: String = "mock") throws -> RawResponse {
            try bench.send(
                "POST", "/api/payments", json: self.body(order, provider: provider), key: UUID().uuidString)
        }
        #expect(try begin(try bench.order(account: PaymentBench.other)).status == 404)
        #expect(try begin(UUID().uuidString).status == 404)
        #expect(try begin("nonsense").status == 422)
        #expect(try begin(try bench.order(), "barter").status == 422)
        let sold = try begin(try bench.order(state: "confirmed"))
        #expect(sold.status == 409 && sold.text.contains("order_not_payable"))
        let late = try begin(try bench.order(state: "expired"))
        #expect(late.status == 410 && late.text.contains("hold_expired"))
        let order = try bench.order()
        for _ in 0..<10 { #expect(try begin(order).status == 201) }
        let many = try begin(order)
        #expect(many.status == 409 && many.text.contains("too_many_payments"))
        #expect(try bench.sql("SELECT count(*) FROM event.idem") == "10")
    }

    @Test("needs an admission and a user, and payments are shown to their buyers and operators alone")
    func callers() async throws {
        let bench = try await PaymentBench()
        let order = try bench.order()
        let noAdmission = try bench.service.send(
            "POST", "/api/payments", admission: nil, user: bench.trust.user(), key: "k", json: body(order))
        #expect(noAdmission.status == 403)
        let nobody = try bench.service.send(
            "POST", "/api/payments", admission: bench.trust.admission(), key: "k", json: body(order))
        #expect(nobody.status == 401)
        let id = try bench.begin().id
        let path = "/api/payments/\(id)"
        #expect(try bench.send("GET", path).status == 200)
        #expect(try bench.send("GET", path, account: PaymentBench.other).status == 404)
        #expect(try bench.send("GET", path, account: PaymentBench.other, roles: ["operator"]).status == 200)
        #expect(try bench.service.send("GET", path).status == 403)
        #expect(try bench.send("GET", "/api/payments/nonsense").status == 404)
        let refunds = try bench.send("POST", "\(path)/refunds", json: "{}", key: "k")
        #expect(refunds.status == 403)
    }
}
