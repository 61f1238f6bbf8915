internal import Contracts
internal import HTTP
internal import Postgres
internal import ServiceKit
internal import Telemetry

/// Where providers reach us: notices, and customers on their way back from another site.
///
/// Neither is believed. Both name a payment, and its provider is asked about it.
final class NoticeDesk {
    /// How often ways back may have the provider asked about one payment; who comes more often just sees
    /// where it stands.
    private static let returns = LimitPolicy("payment-return", quota: 6, per: .seconds(60))

    private let settlement: Settlement
    private let log: EventLog

    init(_ settlement: Settlement, log: EventLog) {
        self.settlement = settlement
        self.log = log
    }

    /// Registers the routes; they take no cookie and no token, since providers have none.
    func register(_ router: ServiceRouter) {
        router.post(ServicePaths.paymentWebhook) { request, context throws(ServiceError) in
            try await self.notice(request, now: context.now / 1_000)
        }
        router.post(ServicePaths.paymentReturn) { request, context throws(ServiceError) in
            try await self.comeBack(request, FormFields(try request.form), context)
        }
        router.get(ServicePaths.paymentReturn) { request, context throws(ServiceError) in
            try await self.comeBack(request, FormFields(try request.queryPairs), context)
        }
    }

    // MARK: Notices

    /// 200 once the payment is where its provider says, also for news of the past; 503 asks for another try.
    private func notice(_ request: ServiceRequest, now: Int64) async throws(ServiceError) -> ServiceResponse {
        guard let name = ProviderName(rawValue: request[parameter: "provider"]),
            let provider = settlement.provider(name)
        else { throw .notFound }
        var form = FormFields([])
        if request.hasMediaType("application/x-www-form-urlencoded") { form = FormFields(try request.form) }
        let notice = ProviderNotice(
            body: request.body, form: form, signature: request.field(named: "stripe-signature"), now: now)
        guard let reading = provider.read(notice) else {
            log.warning("notice_refused") { $0.field("provider", name.rawValue) }
            throw ServiceError(PaymentProblems.badSignature)
        }
        let payment = try await find(reading.transaction, name)
        var outcome = PaymentLedger.Outcome.unknown
        if let payment {
            outcome = try await settle(payment, reading.validation, source: "webhook")
        }
        do throws(PostgresError) {
            try await settlement.ledger.note(reading, from: name, payment: payment?.id, outcome: outcome)
        } catch {
            throw ServiceError(error)
        }
        return .json(bytes: Array("{\"received\":true}".utf8))
    }

    // MARK: The way back

    /// Sends the customer on to a page of ours by GET, where cookies work again (CONVENTIONS.md 1.14).
    private func comeBack(
        _ request: ServiceRequest, _ form: FormFields, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        guard let name = ProviderName(rawValue: request[parameter: "provider"]),
            settlement.provider(name) != nil
        else { throw .notFound }
        guard let payment = try await find(form["tran_id"] ?? "", name) else {
            return .redirect(to: "/orders")
        }
        do throws(ServiceError) {
            try context.limits.take(Self.returns, .text("\(payment.id)"))
            _ = try await settle(payment, form["val_id"], source: "return")
        } catch {
            // The page tells where it stands; webhook and reconciler go on.
            log.warning("return_unsettled") { $0.field("payment", "\(payment.id)") }
        }
        return .redirect(to: "/orders/\(payment.order)")
    }

    private func find(
        _ transaction: String, _ provider: ProviderName
    ) async throws(ServiceError) -> PaymentRow? {
        guard let id = TransactionName.id(transaction) else { return nil }
        do throws(PostgresError) {
            let payment = try await settlement.ledger.find(PostgresUUID(high: id.0, low: id.1))
            return payment?.provider == provider ? payment : nil
        } catch {
            throw ServiceError(error)
        }
    }

    private func settle(
        _ payment: PaymentRow, _ validation: String?, source: StaticString
    ) async throws(ServiceError) -> PaymentLedger.Outcome {
        let number = validation.flatMap { $0.isEmpty || $0.utf8.count > 100 ? nil : $0 }
        do throws(SettlementError) {
            return try await settlement.settle(payment, validation: number, source: source)
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
