internal import Contracts
internal import HTTP
internal import Postgres
internal import ServiceKit
internal import Settings
internal import Tokens

/// The hosted pages: the way to a provider's, and those where play money is paid.
final class BankDesk {
    private let settlement: Settlement
    private let book: BankBook
    private let notices: BankNotices?
    private let addresses: (ProviderName) -> ReturnAddresses
    private let faults: PaymentFaults
    private let secrets: ProviderSecrets
    /// Whether play money is taken and faults may be chosen.
    private let isDemo: Bool

    init(
        _ settlement: Settlement, book: BankBook, notices: BankNotices?, secrets: ProviderSecrets,
        faults: PaymentFaults, isDemo: Bool, addresses: @escaping (ProviderName) -> ReturnAddresses
    ) {
        self.settlement = settlement
        self.book = book
        self.notices = notices
        self.secrets = secrets
        self.faults = faults
        self.isDemo = isDemo
        self.addresses = addresses
    }

    /// Registers the routes; pages of a provider take no cookie of ours and no token.
    func register(_ router: ServiceRouter) {
        router.get(ServicePaths.hostedPage) { request, _ throws(ServiceError) in
            try await self.enter(request)
        }
        guard isDemo else { return }
        router.post(ServicePaths.hostedPage) { request, context throws(ServiceError) in
            try await self.chooseAtMock(request, context)
        }
        router.get(ServicePaths.standInPage) { request, _ throws(ServiceError) in
            try await self.showStandIn(request)
        }
        router.post(ServicePaths.standInPage) { request, context throws(ServiceError) in
            try await self.chooseAtStandIn(request, context)
        }
    }

    // MARK: The way in

    /// Opens the provider's session, which is where the customer pays; the mock's page is this one.
    private func enter(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let payment = try await payment(request)
        guard payment.status == .open || payment.status == .failed,
            let provider = settlement.provider(payment.provider)
        else { return .redirect(to: "/orders/\(payment.order)") }
        let page: String
        do throws(ProviderError) {
            page =
                if let known = payment.page { known } else {
                    try await provider.open(payment, base: addresses(payment.provider))
                }
        } catch {
            throw .unavailable("\(error)")
        }
        if payment.provider == .mock { return mockPage(payment) }
        do throws(PostgresError) {
            return .redirect(to: try await settlement.ledger.note(page: page, of: payment.id))
        } catch {
            throw ServiceError(error)
        }
    }

    private func payment(_ request: ServiceRequest) async throws(ServiceError) -> PaymentRow {
        guard let id = PostgresUUID(request[parameter: "id"]) else { throw .notFound }
        do throws(PostgresError) {
            if let payment = try await settlement.ledger.find(id) { return payment }
        } catch {
            throw ServiceError(error)
        }
        throw .notFound
    }

    // MARK: The mock's page

    private func mockPage(_ payment: PaymentRow) -> ServiceResponse {
        let page = HostedPage(language: payment.language)
        return Self.page(
            page.choice(
                HostedPage.Choice(
                    action: "/pay/\(payment.id)", amount: Money(minor: payment.amount).text,
                    currency: payment.currency, product: payment.trip, offersFaults: isDemo)))
    }

    private func chooseAtMock(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let payment = try await payment(request)
        guard payment.provider == .mock, let provider = settlement.provider(.mock) else { throw .notFound }
        let session: String
        do throws(ProviderError) {
            session = try await provider.open(payment, base: addresses(.mock))
        } catch {
            throw .unavailable("\(error)")
        }
        _ = try await choose(request, session, context)
        return .redirect(to: "/api/payments/return/mock?tran_id=\(payment.transaction)")
    }

    // MARK: The stand-in's page

    private func showStandIn(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let charge = try await charge(request[parameter: "session"])
        let page = HostedPage(language: charge.details.language)
        guard charge.state == .new || charge.state == .failed, !charge.isOld else {
            return wayBack(charge, charge.state == .paid ? .succeeded : .canceled)
        }
        return Self.page(
            page.choice(
                HostedPage.Choice(
                    action: "/pay/bank/\(charge.session)", amount: Money(minor: charge.amount).text,
                    currency: charge.currency, product: charge.details.product, offersFaults: isDemo)))
    }

    private func chooseAtStandIn(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let charge = try await charge(request[parameter: "session"])
        let choice = try await choose(request, charge.session, context)
        let after = try await self.charge(charge.session)
        return wayBack(after, after.state == .pending ? .processing : choice.notice)
    }

    private func charge(_ session: String) async throws(ServiceError) -> BankCharge {
        do throws(PostgresError) {
            if let charge = try await book.find(session: session), charge.shape == .sslcommerz {
                return charge
            }
        } catch {
            throw ServiceError(error)
        }
        throw .notFound
    }

    private func wayBack(_ charge: BankCharge, _ kind: NoticePlan.Kind) -> ServiceResponse {
        var random = SecureRandom()
        let nonce = TransactionName.text((random.next(), random.next()))
        let form = SSLCommerzSeal.sealed(
            BankNoticeText.fields(charge, kind, amount: charge.amount, storeID: secrets.storeID),
            password: secrets.storePassword)
        let text = HostedPage(language: charge.details.language)
            .wayBack(to: charge.details.back(after: kind), form, nonce: nonce)
        return Self.page(text, script: " script-src 'nonce-\(nonce)';")
    }

    // MARK: Both

    private func choose(
        _ request: ServiceRequest, _ session: String, _ context: ServiceContext
    ) async throws(ServiceError) -> BankChoice {
        let form = FormFields(try request.form)
        guard let choice = BankChoice(rawValue: form["choice"] ?? "") else {
            throw .badRequest("choice is one of pay, pay_risky, fail and cancel")
        }
        let wanted = form.all("fault").joined(separator: ",")
        guard let chosen = Faults(names: wanted) else { throw .badRequest("fault names no fault") }
        let befalling = chosen.isEmpty ? faults.drawn(using: &context.random) : chosen
        do throws(PostgresError) {
            _ = try await book.choose(
                choice, session: session, faults: befalling,
                pace: BankPace(delay: faults.delayFor, late: faults.lateAfter))
        } catch {
            throw ServiceError(error)
        }
        notices?.nudge()
        return choice
    }

    /// A page that nobody frames, that loads nothing and that runs only what it names.
    private static func page(_ text: String, script: String = "") -> ServiceResponse {
        ServiceResponse.html(text)
            .with(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline';\(script) form-action *;"
                    + " frame-ancestors 'none';"
                    + " base-uri 'none'"
            )
            .with("Referrer-Policy", "no-referrer")
    }
}
