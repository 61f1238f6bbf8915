internal import Contracts
internal import HTTP
internal import ServiceKit

/// SSLCommerz v4: hosted page, IPN, mandatory validation, refunds (CONVENTIONS.md 1.17).
///
/// Customers' names and addresses are none of the provider's business here: it gets the order's amount and
/// our name of the transaction. No card data comes near us, and none of what a notice says of a card is
/// read.
final class SSLCommerzProvider: PaymentProvider {
    let name = ProviderName.sslcommerz

    private let client: ServiceClient
    private let secrets: ProviderSecrets

    /// A provider behind a client of its API.
    init(client: ServiceClient, secrets: ProviderSecrets) {
        self.client = client
        self.secrets = secrets
    }

    // MARK: Session

    func open(_ payment: PaymentRow, base: ReturnAddresses) async throws(ProviderError) -> String {
        let product = payment.trip.isEmpty ? "Ticket" : payment.trip
        let form: FormFields = [
            "store_id": secrets.storeID, "store_passwd": secrets.storePassword,
            "total_amount": Money(minor: payment.amount).text, "currency": payment.currency,
            "tran_id": payment.transaction, "success_url": base.customer, "fail_url": base.customer,
            "cancel_url": base.customer, "ipn_url": base.notices, "cus_name": "Passenger",
            "cus_email": "passenger@example.com", "cus_add1": "-", "cus_city": "Dhaka",
            "cus_postcode": "1000", "cus_country": "Bangladesh", "cus_phone": "-", "shipping_method": "NO",
            "num_of_item": "1", "product_name": String(product.prefix(200)), "product_category": "ticket",
            "product_profile": "non-physical-goods", "value_a": "\(payment.order)",
            "value_b": payment.language.rawValue,
        ]
        let answer = try await call(.form("/gwprocess/v4/api.php", form.pairs))
        guard answer["status"]?.text == "SUCCESS", let page = answer["GatewayPageURL"]?.text,
            page.hasPrefix("http"), page.utf8.count <= 2_000, page.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw .refused("no session: \((answer["failedreason"]?.text ?? "").prefix(100))") }
        return page
    }

    // MARK: What it knows

    func ask(_ payment: PaymentRow, validation: String?) async throws(ProviderError) -> ProviderVerdict {
        if let validation, let verdict = try await validate(validation, payment) { return verdict }
        let found = try await query(["tran_id": payment.transaction])
        guard case .array(let elements)? = found["element"] else { return .open }
        var verdict = ProviderVerdict.open
        // There is one element a try to pay; a paid one counts, whatever came after it.
        for element in elements.prefix(20) where element["tran_id"]?.text == payment.transaction {
            switch element["status"]?.text {
            case "VALID", "VALIDATED":
                guard let number = element["val_id"]?.text, let paid = try await validate(number, payment)
                else { throw .unavailable("paid, but not valid") }
                return paid
            case "PENDING", "PROCESSING": verdict = .processing
            case "FAILED": verdict = .failed("payment_failed")
            case "CANCELLED", "EXPIRED": verdict = .canceled
            default: break
            }
        }
        return verdict
    }

    /// The mandatory validation; nil where the number is not valid or is another transaction's.
    private func validate(
        _ number: String, _ payment: PaymentRow
    ) async throws(ProviderError) -> ProviderVerdict? {
        let form: FormFields = [
            "val_id": number, "store_id": secrets.storeID, "store_passwd": secrets.storePassword, "v": "1",
            "format": "json",
        ]
        let answer = try await call(.get("/validator/api/validationserverAPI.php?\(form.encoded)"))
        guard let status = answer["status"]?.text, status == "VALID" || status == "VALIDATED",
            answer["tran_id"]?.text == payment.transaction
        else { return nil }
        guard
            let amount = Self.plain(answer["currency_amount"] ?? answer["amount"]).flatMap({
                Money($0)?.minor
            }),
            let currency = answer["currency_type"]?.text ?? answer["currency"]?.text,
            let reference = answer["bank_tran_id"]?.text, let risk = Self.plain(answer["risk_level"])
        else { throw .unavailable("a validation without amount, currency or risk") }
        return .paid(
            ProviderVerdict.Receipt(
                amount: amount, currency: currency, reference: reference, isRisky: risk != "0"))
    }

    // MARK: Refunds

    func refund(
        _ id: String, of payment: PaymentRow, amount: Int64, known reference: String?
    ) async throws(ProviderError) -> RefundVerdict {
        // A refund whose number we know is asked for before it is asked for again.
        if let reference {
            let answer = try await query(["refund_ref_id": reference])
            switch answer["status"]?.text {
            case "refunded": return .done(reference: reference)
            case "processing": return .processing(reference: reference)
            default: break
            }
        }
        // It reads like a question and is none: never sent twice by itself.
        let answer = try await query(
            mayRepeat: false,
            [
                "bank_tran_id": payment.reference ?? "", "refund_trans_id": id,
                "refund_amount": Money(minor: amount).text, "refund_remarks": "order \(payment.order)",
                "refe_id": "\(payment.id)",
            ])
        guard let number = answer["refund_ref_id"]?.text, !number.isEmpty else {
            return .refused(String((answer["errorReason"]?.text ?? "no reason").prefix(200)))
        }
        switch answer["status"]?.text {
        case "success": return .done(reference: number)
        case "processing": return .processing(reference: number)
        default: return .refused(String((answer["errorReason"]?.text ?? "no reason").prefix(200)))
        }
    }

    // MARK: Notices

    func read(_ notice: ProviderNotice) -> NoticeReading? {
        let form = notice.form
        guard
            SSLCommerzSeal.verify(
                form, needed: ["tran_id", "status", "amount"], password: secrets.storePassword),
            let transaction = form["tran_id"], let status = form["status"]
        else { return nil }
        let validation = form["val_id"].flatMap { $0.isEmpty || $0.utf8.count > 100 ? nil : $0 }
        let number = validation ?? transaction
        return NoticeReading(id: "\(status):\(number)", transaction: transaction, validation: validation)
    }

    // MARK: Calls

    private func query(
        mayRepeat: Bool = true, _ form: FormFields
    ) async throws(ProviderError) -> JSONValue {
        var form = form
        form["store_id"] = secrets.storeID
        form["store_passwd"] = secrets.storePassword
        form["v"] = "1"
        form["format"] = "json"
        let path = "/validator/api/merchantTransIDvalidationAPI.php"
        var request = ServiceCall.get("\(path)?\(form.encoded)")
        request.mayRepeat = mayRepeat
        let answer = try await call(request)
        guard answer["APIConnect"]?.text == "DONE" else {
            throw .refused("APIConnect \((answer["APIConnect"]?.text ?? "missing").prefix(40))")
        }
        return answer
    }

    private func call(_ call: ServiceCall) async throws(ProviderError) -> JSONValue {
        var call = call
        call.maximumBytes = 65_536
        let reply: ServiceReply
        do throws(ServiceError) {
            reply = try await client.send(call)
        } catch {
            throw .unavailable(error.cause ?? "no answer")
        }
        guard reply.status == 200 else { throw .unavailable("status \(reply.status)") }
        do throws(JSONError) {
            return try JSONReader.read(reply.body.span.bytes, maximumBytes: 65_536)
        } catch {
            throw .unavailable("an answer that is not JSON")
        }
    }

    /// Numbers come as texts or as numbers, by the provider's mood.
    private static func plain(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .double(let number): "\(number)"
        default: nil
        }
    }
}
