internal import Bytes
internal import Contracts
internal import HTTP
internal import Postgres
internal import ServiceKit

/// SSLCommerz' API as far as we use it, for machines without a contract: session, validation, query, refund.
///
/// It is as strict as the real one about what it is sent, so that a mistake of ours shows here.
final class StandInDesk {
    /// What a session needs, as the provider's documentation lists it.
    static let needed = [
        "total_amount", "currency", "tran_id", "success_url", "fail_url", "cancel_url", "cus_name",
        "cus_email",
        "cus_add1", "cus_city", "cus_postcode", "cus_country", "cus_phone", "shipping_method", "product_name",
        "product_category", "product_profile",
    ]

    private let book: BankBook
    private let secrets: ProviderSecrets
    private let baseURL: String

    init(book: BankBook, secrets: ProviderSecrets, baseURL: String) {
        self.book = book
        self.secrets = secrets
        self.baseURL = baseURL
    }

    /// Registers the provider's own paths, which the gateway does not lead to.
    func register(_ router: ServiceRouter) {
        router.post("/gwprocess/v4/api.php") { request, _ throws(ServiceError) in
            try await self.session(FormFields(try request.form))
        }
        router.get("/validator/api/validationserverAPI.php") { request, _ throws(ServiceError) in
            try await self.validation(FormFields(try request.queryPairs))
        }
        router.get("/validator/api/merchantTransIDvalidationAPI.php") { request, _ throws(ServiceError) in
            try await self.query(FormFields(try request.queryPairs))
        }
    }

    private func isOurs(_ form: FormFields) -> Bool {
        let password = Array((form["store_passwd"] ?? "").utf8)
        return form["store_id"] == secrets.storeID
            && password.span.bytes.equalsInConstantTime(Array(secrets.storePassword.utf8).span.bytes)
    }

    // MARK: Session

    private func session(_ form: FormFields) async throws(ServiceError) -> ServiceResponse {
        guard isOurs(form) else { return Self.failed("Store Credential Error Or Store is De-active") }
        if let missing = Self.needed.first(where: { (form[$0] ?? "").isEmpty }) {
            return Self.failed("'\(missing)' is missing")
        }
        guard let amount = Money(form["total_amount"] ?? "")?.minor, amount >= 1_000, amount <= 50_000_000,
            let currency = form["currency"], currency.utf8.count == 3,
            let transaction = form["tran_id"], transaction.utf8.count <= 30
        else { return Self.failed("'total_amount', 'currency' or 'tran_id' is invalid") }
        var details = BankDetails(
            back: form["success_url"] ?? "", notices: form["ipn_url"] ?? "",
            product: form["product_name"] ?? "",
            language: Language(rawValue: form["value_b"] ?? "") ?? .english,
            echo: ["value_a", "value_b", "value_c", "value_d"].map { form[$0] ?? "" })
        details.failure = form["fail_url"] ?? ""
        details.cancellation = form["cancel_url"] ?? ""
        let charge = try await book { book throws(PostgresError) in
            try await book.open(
                transaction, shape: .sslcommerz, amount: amount, currency: currency, details: details)
        }
        return Self.json([
            ("status", "SUCCESS"), ("failedreason", ""), ("sessionkey", charge.session),
            ("GatewayPageURL", "\(baseURL)/pay/bank/\(charge.session)"), ("storeLogo", ""),
        ])
    }

    // MARK: Validation

    private func validation(_ form: FormFields) async throws(ServiceError) -> ServiceResponse {
        guard isOurs(form), let number = form["val_id"] else {
            return Self.json([("status", "INVALID_TRANSACTION")])
        }
        let found = try await book { book throws(PostgresError) in try await book.validate(number) }
        guard let charge = found, charge.shape == .sslcommerz else {
            return Self.json([("status", "INVALID_TRANSACTION")])
        }
        return Self.json(Self.element(charge) + [("validated_on", "now"), ("APIConnect", "DONE")])
    }

    // MARK: Query and refund

    private func query(_ form: FormFields) async throws(ServiceError) -> ServiceResponse {
        guard isOurs(form) else { return Self.json([("APIConnect", "FAILED")]) }
        if let reference = form["refund_ref_id"] {
            let exists = try await book { book throws(PostgresError) in
                try await book.hasRefund(reference: reference)
            }
            return Self.json([
                ("APIConnect", "DONE"), ("refund_ref_id", reference),
                ("status", exists ? "refunded" : "cancelled"),
            ])
        }
        if form["bank_tran_id"] != nil { return try await refund(form) }
        guard let transaction = form["tran_id"] else { return Self.json([("APIConnect", "INVALID_REQUEST")]) }
        let charge = try await book { book throws(PostgresError) in
            try await book.find(transaction: transaction)
        }
        return Self.found(charge.flatMap { $0.shape == .sslcommerz && $0.state != .new ? $0 : nil })
    }

    private func refund(_ form: FormFields) async throws(ServiceError) -> ServiceResponse {
        let reference = form["bank_tran_id"] ?? ""
        guard let amount = Money(form["refund_amount"] ?? "")?.minor, let name = form["refund_trans_id"],
            !name.isEmpty, name.utf8.count <= 30, form["refund_remarks"] != nil
        else { return Self.refundFailed("Invalid refund request") }
        let made = try await book { book throws(PostgresError) -> String? in
            guard let charge = try await book.find(reference: reference) else { return nil }
            return try await book.refund(name, transaction: charge.transaction, amount: amount)
        }
        guard let made else { return Self.refundFailed("Refund amount exceeds the transaction") }
        return Self.json([
            ("APIConnect", "DONE"), ("bank_tran_id", reference), ("trans_id", name), ("refund_ref_id", made),
            ("status", "success"), ("errorReason", ""),
        ])
    }

    /// Calls the book and makes its failure a 503, as a bank that is down would answer.
    private func book<Value>(
        _ call: (BankBook) async throws(PostgresError) -> Value
    ) async throws(ServiceError) -> Value {
        do throws(PostgresError) {
            return try await call(book)
        } catch {
            throw ServiceError(error)
        }
    }
}

// MARK: - Answers

extension StandInDesk {
    /// What the provider's answers say of one transaction; everything is a text there.
    private static func element(_ charge: BankCharge) -> [(StaticString, String)] {
        let status =
            switch charge.state {
            case .paid: charge.validated > 1 ? "VALIDATED" : "VALID"
            case .pending: "PENDING"
            case .failed: "FAILED"
            case .new, .canceled: "CANCELLED"
            }
        let amount = Money(minor: charge.amount).text
        return [
            ("status", status), ("tran_id", charge.transaction),
            ("val_id", charge.state == .paid ? charge.validation ?? "" : ""), ("amount", amount),
            ("store_amount", amount), ("currency", charge.currency), ("currency_type", charge.currency),
            ("currency_amount", amount), ("bank_tran_id", charge.reference ?? ""),
            ("card_type", "STANDIN-PLAY"), ("risk_level", charge.isRisky ? "1" : "0"),
            ("risk_title", charge.isRisky ? "Risky" : "Safe"),
        ]
    }

    private static func found(_ charge: BankCharge?) -> ServiceResponse {
        var buffer = ByteBuffer()
        _ = JSONWriter.write(into: &buffer) { json in
            json.beginObject()
            json.member("APIConnect", "DONE")
            json.member("no_of_trans_found", charge == nil ? 0 : 1)
            json.key("element")
            json.beginArray()
            if let charge { write(element(charge), into: &json) }
            json.endArray()
            json.endObject()
        }
        return .json(bytes: buffer.copyBytes())
    }

    private static func failed(_ reason: String) -> ServiceResponse {
        json([("status", "FAILED"), ("failedreason", reason), ("sessionkey", ""), ("GatewayPageURL", "")])
    }

    private static func refundFailed(_ reason: String) -> ServiceResponse {
        json([
            ("APIConnect", "DONE"), ("refund_ref_id", ""), ("status", "failed"), ("errorReason", reason),
        ])
    }

    private static func json(_ members: [(StaticString, String)]) -> ServiceResponse {
        var buffer = ByteBuffer()
        _ = JSONWriter.write(into: &buffer) { write(members, into: &$0) }
        return .json(bytes: buffer.copyBytes())
    }

    private static func write(_ members: [(StaticString, String)], into json: inout JSONWriter) {
        json.beginObject()
        for (name, value) in members { json.member(name, text: value) }
        json.endObject()
    }
}
