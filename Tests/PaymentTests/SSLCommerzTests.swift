import Contracts
import Foundation
import ServiceKit
import ServiceTestKit
import TestKit
import Testing

@testable import Payment

@Suite("SSLCommerz, against its stand-in") struct SSLCommerzTests {
    /// Visits the hosted page and answers with its path.
    private func enter(_ bench: PaymentBench, _ id: String) throws -> String {
        let redirect = try bench.service.send("GET", "/pay/\(id)")
        #expect(redirect.status == 303)
        let page = try #require(redirect.field("location"))
        #expect(page.hasPrefix("http://127.0.0.1:8080/pay/bank/"))
        return String(page.dropFirst("http://127.0.0.1:8080".count))
    }

    /// The hidden fields of the form that sends the customer back.
    private func hidden(_ page: String) -> String {
        page.matches(of: /name="([^"]+)" value="([^"]*)"/)
            .map { "\($0.1)=\(FormText.encode(String($0.2)))" }.joined(separator: "&")
    }

    @Test("a customer pays on its page and comes back by a POST from another site, without a cookie")
    func happyWay() async throws {
        let bench = try await PaymentBench()
        let payment = try bench.begin(50_000, provider: "sslcommerz")
        let page = try enter(bench, payment.id)
        // The same payment has one session.
        #expect(try enter(bench, payment.id) == page)
        let shown = try bench.service.send("GET", page)
        #expect(shown.status == 200 && shown.text.contains("500.00"))
        let paid = try bench.form(page, "choice=pay&fault=lost")
        #expect(paid.status == 200)
        #expect(paid.text.contains("action=\"http://127.0.0.1:8080/api/payments/return/sslcommerz\""))
        let back = try bench.form("/api/payments/return/sslcommerz", hidden(paid.text))
        #expect(back.status == 303 && back.field("location") == "/orders/\(payment.order)")
        let after = try bench.look(payment.id)
        #expect(after.status == "succeeded" && after.amountReceived == 50_000)
        #expect(try bench.owed(payment.id) == ["50000"])
    }

    @Test("its notices capture once, whatever goes wrong with them")
    func faults() async throws {
        let bench = try await PaymentBench()
        var payments: [String: PaymentIntent] = [:]
        for fault in [""] + Faults.names.map(\.name) {
            let payment = try bench.begin(provider: "sslcommerz")
            payments[fault] = payment
            let page = try enter(bench, payment.id)
            _ = try bench.form(page, "choice=pay" + (fault.isEmpty ? "" : "&fault=\(fault)"))
        }
        for (fault, payment) in payments {
            #expect(bench.reaches(payment.id, "succeeded"), "\(fault)")
        }
        #expect(bench.allNoticesAreSent())
        for (fault, payment) in payments {
            #expect(try bench.look(payment.id).status == "succeeded", "\(fault)")
            #expect(try bench.owed(payment.id) == ["\(payment.amount)"], "\(fault)")
        }
        // The mandatory validation was asked for.
        #expect(try bench.sql("SELECT min(validated) >= 1 FROM bank.charge") == "t")
    }

    @Test("a risky payment is not captured")
    func risk() async throws {
        let bench = try await PaymentBench()
        let payment = try bench.begin(provider: "sslcommerz")
        _ = try bench.form(try enter(bench, payment.id), "choice=pay_risky")
        #expect(bench.wait { (try? bench.look(payment.id).lastPaymentError?.code) == "risky" })
        #expect(try bench.owed(payment.id).isEmpty)
    }

    @Test("the validation of one payment captures no other, even in a notice that is signed right")
    func borrowedValidation() async throws {
        let bench = try await PaymentBench()
        let cheap = try bench.begin(1_000, provider: "sslcommerz")
        let dear = try bench.begin(900_000, provider: "sslcommerz")
        _ = try bench.form(try enter(bench, cheap.id), "choice=pay")
        _ = try enter(bench, dear.id)
        #expect(bench.reaches(cheap.id, "succeeded"))
        let validation = try bench.sql("SELECT validation FROM bank.charge WHERE amount = 1000")
        let form = SSLCommerzSeal.sealed(
            [
                "tran_id": try bench.transaction(dear.id), "val_id": validation, "status": "VALID",
                "amount": "9000.00", "currency": "BDT",
            ], password: bench.secrets.storePassword)
        let answer = try bench.form("/api/payments/webhooks/sslcommerz", form.encoded)
        #expect(answer.status == 200)
        let back = try bench.form("/api/payments/return/sslcommerz", form.encoded)
        #expect(back.status == 303)
        #expect(try bench.look(dear.id).amountReceived == 0)
        #expect(try bench.owed(dear.id).isEmpty)
    }

    @Test("notices that are not signed as they must be are refused")
    func forgeries() async throws {
        let bench = try await PaymentBench()
        let payment = try bench.begin(provider: "sslcommerz")
        let name = try bench.transaction(payment.id)
        let form: FormFields = ["tran_id": name, "val_id": "x", "status": "VALID", "amount": "1.00"]
        let forged = SSLCommerzSeal.sealed(form, password: "guessed")
        for body in [form.encoded, forged.encoded, "", "verify_sign=a&verify_key=b", "%zz"] {
            #expect(try bench.form("/api/payments/webhooks/sslcommerz", body).status == 400)
        }
        let signed = SSLCommerzSeal.sealed(form, password: bench.secrets.storePassword)
        #expect(try bench.form("/api/payments/webhooks/mock", signed.encoded).status == 400)
        #expect(try bench.form("/api/payments/webhooks/paypal", signed.encoded).status == 404)
        let huge = String(repeating: "a=b&", count: 20_000)
        #expect(try bench.form("/api/payments/webhooks/sslcommerz", huge).status == 413)
        #expect(try bench.look(payment.id).status == "requires_action")
    }

    @Test("the stand-in is as strict as the provider about what it is sent")
    func strictness() async throws {
        let bench = try await PaymentBench()
        let nobody = try bench.form("/gwprocess/v4/api.php", "store_id=sluice&store_passwd=x")
        #expect(nobody.text.contains("Credential"))
        var form: FormFields = ["store_id": "sluice", "store_passwd": bench.secrets.storePassword]
        let missing = try bench.form("/gwprocess/v4/api.php", form.encoded)
        #expect(missing.text.contains("'total_amount' is missing"))
        for name in StandInDesk.needed { form[name] = "x" }
        #expect(try bench.form("/gwprocess/v4/api.php", form.encoded).text.contains("FAILED"))
        let unknown = try bench.service.send(
            "GET",
            "/validator/api/validationserverAPI.php?val_id=x&store_id=sluice&store_passwd="
                + bench.secrets.storePassword)
        #expect(unknown.text.contains("INVALID_TRANSACTION"))
        #expect(try bench.service.send("GET", "/pay/bank/none").status == 404)
    }
}
