internal import Contracts
internal import Events
internal import HTTP
internal import Postgres
internal import ServiceKit

/// What clients ask of payments: begin one, look at it, give money back, decide about risky money.
final class PaymentDesk {
    /// The most payments of one order.
    static let mostPerOrder = 10

    private let settlement: Settlement
    private let providers: [ProviderName]
    private let baseURL: String
    private let reconcile: Duration

    /// A desk on one loop; `providers` are those that customers may choose.
    ///
    /// The reconciler asks about a payment first when `reconcile` has passed.
    init(_ settlement: Settlement, providers: [ProviderName], baseURL: String, reconcile: Duration) {
        self.settlement = settlement
        self.providers = providers
        self.baseURL = baseURL
        self.reconcile = reconcile
    }

    private var pool: PostgresPool { settlement.ledger.pool }

    /// Registers the routes.
    func register(_ router: ServiceRouter) {
        router.post(ServicePaths.payments, needs: [.admission, .user, .idempotencyKey]) {
            request, _ throws(ServiceError) in try await self.begin(request)
        }
        router.get(ServicePaths.payment, needs: [.admission, .user]) { request, _ throws(ServiceError) in
            .json(self.intent(try await self.own(request)))
        }
        router.get(ServicePaths.refunds, needs: [.admission, .user]) { request, _ throws(ServiceError) in
            try await self.refunds(request)
        }
        let operators: [Requirement] = [.admission, .role("operator"), .idempotencyKey]
        router.post(ServicePaths.refunds, needs: operators) { request, _ throws(ServiceError) in
            try await self.refund(request)
        }
        router.post(ServicePaths.paymentReview, needs: operators) { request, _ throws(ServiceError) in
            try await self.review(request)
        }
    }

    // MARK: Begin

    /// Begins a payment of the order's own amount, without a call outside.
    ///
    /// The provider's session opens with its page.
    private func begin(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let wanted: PaymentRequest = try request.json()
        guard let order = PostgresUUID(wanted.order) else { throw .invalid("#/order", "is not an id") }
        guard let provider = ProviderName(rawValue: wanted.provider), providers.contains(provider) else {
            throw .invalid("#/provider", "is not one that can be chosen here")
        }
        let user = try request.user
        guard let account = PostgresUUID(user.account) else { throw .failure("an account that is no id") }
        let admission = try request.admission
        let language = request.language
        let key = Idempotency(
            principal: user.account, route: "POST \(ServicePaths.payments)",
            key: try request.idempotencyKey, body: request.body)
        let answer = try await key.run(in: pool) { transaction throws(ServiceError) in
            let price = try await self.price(order, account, admission.session, in: &transaction)
            let payment = try await self.insert(
                PaymentSeed(
                    order: order, account: account, admission: "\(admission.room)/\(admission.session)",
                    provider: provider, language: language),
                price, in: &transaction)
            return StoredAnswer(status: 201, body: ServiceResponse.json(self.intent(payment)).body)
        }
        return ServiceResponse.stored(answer)
    }

    private struct Price {
        let amount: Int64
        let currency: String
        let expiresAt: Int64
        let trip: String
    }

    private struct PaymentSeed {
        let order: PostgresUUID
        let account: PostgresUUID
        let admission: String
        let provider: ProviderName
        let language: Language
    }

    /// What the order costs, said by booking, which also keeps the seats for the time of the payment.
    private func price(
        _ order: PostgresUUID, _ account: PostgresUUID, _ admission: String,
        in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> Price {
        do throws(PostgresError) {
            let row = try await transaction.query(
                "SELECT amount, currency, expires_at, trip FROM booking.start_payment($1, $2, $3)",
                [.uuid(order), .uuid(account), .text(admission)]
            ).only()
            return Price(
                amount: try row.int64(0), currency: try row.text(1), expiresAt: try row.timestamp(2),
                trip: try row.text(3))
        } catch {
            switch error.sqlState {
            case "SL001": throw .notFound
            case "SL002": throw ServiceError(PaymentProblems.orderNotPayable)
            case "SL003": throw ServiceError(.holdExpired)
            default: throw ServiceError(error)
            }
        }
    }

    private func insert(
        _ seed: PaymentSeed, _ price: Price, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> PaymentRow {
        do throws(PostgresError) {
            // The order's row is locked by `booking.start_payment`, so the count holds.
            let begun = try await transaction.query(
                "SELECT count(*) FROM payment.payment WHERE order_id = $1", [.uuid(seed.order)])
            if try begun.only().int(0) < Self.mostPerOrder {
                let sql = SQL(
                    trusted: """
                        INSERT INTO payment.payment (id, order_id, account, admission, provider, amount,
                            currency, trip, language, expires_at, check_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, left($8, 200), $9, $10,
                            clock_timestamp() + $11 * interval '1 second')
                        RETURNING \(PaymentRow.columns)
                        """)
                let row = try await transaction.query(
                    sql,
                    [
                        .uuid(.random()), .uuid(seed.order), .uuid(seed.account), .text(seed.admission),
                        .text(seed.provider.rawValue), .int64(price.amount), .text(price.currency),
                        .text(price.trip), .text(seed.language.rawValue),
                        .timestamp(microseconds: price.expiresAt), .double(reconcile.inSeconds),
                    ]
                ).only()
                return try PaymentRow(row)
            }
        } catch {
            throw ServiceError(error)
        }
        throw ServiceError(PaymentProblems.tooManyPayments)
    }

    // MARK: Look

    private func intent(_ payment: PaymentRow) -> PaymentIntent {
        payment.intent(baseURL: baseURL)
    }

    /// The caller's own payment; operators see all.
    private func own(_ request: ServiceRequest) async throws(ServiceError) -> PaymentRow {
        let payment = try await found(request)
        let user = try request.user
        guard "\(payment.account)" == user.account || user.has(role: "operator") else { throw .notFound }
        return payment
    }

    private func found(_ request: ServiceRequest) async throws(ServiceError) -> PaymentRow {
        guard let id = PostgresUUID(request[parameter: "id"]) else { throw .notFound }
        do throws(PostgresError) {
            if let payment = try await settlement.ledger.find(id) { return payment }
        } catch {
            throw ServiceError(error)
        }
        throw .notFound
    }

    // MARK: Operators

    private func key(_ request: ServiceRequest, _ path: String) throws(ServiceError) -> Idempotency {
        // The payment is part of what is asked, so it is part of what the key stands for.
        Idempotency(
            principal: try request.user.account, route: "POST \(path)", key: try request.idempotencyKey,
            body: Array("\(request[parameter: "id"])\n".utf8) + request.body)
    }

    private func refund(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let wanted: RefundRequest = try request.json()
        let payment = try await found(request)
        let key = try key(request, ServicePaths.refunds)
        let answer = try await key.run(in: pool) { transaction throws(ServiceError) in
            let refund = try await self.refund(
                payment, wanted.amount,
                cause: "operator:\(Hexadecimal.text(key.digest.prefix(4)))"
                    + ":\(key.key.prefix(60))", in: &transaction)
            return StoredAnswer(status: 201, body: ServiceResponse.json(refund).body)
        }
        settlement.nudge()
        return ServiceResponse.stored(answer)
    }

    private func refund(
        _ payment: PaymentRow, _ wanted: Int64?, cause: String, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> RefundModel {
        do throws(PostgresError) {
            _ = try await transaction.query(
                "SELECT FROM payment.payment WHERE id = $1 FOR UPDATE", [.uuid(payment.id)])
            let isBought = try await transaction.query(
                "SELECT booking.is_bought_by($1)", [.uuid(payment.id)]
            ).only().bool(0)
            if isBought { throw PostgresError(sqlState: "SL007", message: "the payment bought tickets") }
            let made = try await transaction.query(
                """
                SELECT payment.refund(id, coalesce($2, received - refunded), $3)
                FROM payment.payment WHERE id = $1
                """,
                [.uuid(payment.id), .optional(wanted) { .int64($0) }, .text(cause)])
            let sql = SQL(trusted: "SELECT \(Self.refundColumns) FROM payment.refund WHERE id = $1")
            let row = try await transaction.query(sql, [.uuid(try made.only().uuid(0))])
            return try Self.model(try row.only(), of: payment)
        } catch {
            switch error.sqlState {
            case "SL002": throw ServiceError(PaymentProblems.notCaptured)
            case "SL004": throw ServiceError(PaymentProblems.refundTooLarge)
            case "SL007": throw ServiceError(PaymentProblems.ordered)
            default: throw ServiceError(error)
            }
        }
    }

    private static let refundColumns = "id, amount, status, cause, extract(epoch FROM created_at)::bigint"

    private static func model(
        _ row: PostgresRow, of payment: PaymentRow
    ) throws(PostgresError) -> RefundModel {
        RefundModel(
            id: "\(try row.uuid(0))", amount: try row.int64(1), currency: payment.currency.lowercased(),
            payment: "\(payment.id)", status: try row.text(2), cause: try row.text(3),
            created: try row.int64(4))
    }

    /// What goes back of the caller's own payment.
    private func refunds(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let payment = try await own(request)
        do throws(PostgresError) {
            let sql = SQL(
                trusted: """
                    SELECT \(Self.refundColumns) FROM payment.refund WHERE payment = $1
                    ORDER BY created_at, id LIMIT 100
                    """)
            var refunds: [RefundModel] = []
            for row in try await pool.query(sql, [.uuid(payment.id)]) {
                refunds.append(try Self.model(row, of: payment))
            }
            return .json(RefundList(refunds: refunds))
        } catch {
            throw ServiceError(error)
        }
    }

    /// Takes or gives back money that the provider warned of; it is asked again, and its own amount counts.
    private func review(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let wanted: ReviewDecision = try request.json()
        let payment = try await found(request)
        let key = try key(request, ServicePaths.paymentReview)
        if let stored = try await key.replay(for: ServiceError.self, in: pool) { return .stored(stored) }
        guard payment.status == .review else { throw ServiceError(PaymentProblems.notUnderReview) }
        let receipt = try await receipt(payment)
        let answer = try await key.run(in: pool) { transaction throws(ServiceError) in
            try await self.decide(wanted.decision, payment, receipt, in: &transaction)
            guard
                let row = try await self.settlement.ledger.find(
                    payment.id, for: ServiceError.self, in: &transaction)
            else {
                throw .notFound
            }
            return StoredAnswer(status: 200, body: ServiceResponse.json(self.intent(row)).body)
        }
        settlement.nudge()
        return ServiceResponse.stored(answer)
    }

    private func receipt(_ payment: PaymentRow) async throws(ServiceError) -> ProviderVerdict.Receipt {
        do throws(SettlementError) {
            if case .paid(let receipt) = try await settlement.verdict(payment) { return receipt }
        } catch {
            throw ServiceError.unavailable("\(error)")
        }
        throw ServiceError(PaymentProblems.notUnderReview, "the provider has no money for it")
    }

    private func decide(
        _ choice: ReviewDecision.Choice, _ payment: PaymentRow, _ receipt: ProviderVerdict.Receipt,
        in transaction: inout PostgresTransaction
    ) async throws(ServiceError) {
        let decided: Bool
        do throws(PostgresError) {
            decided = try await settlement.ledger.decide(
                accepts: choice == .accept, payment.id, receipt, in: &transaction)
        } catch {
            throw ServiceError(error)
        }
        guard decided else { throw ServiceError(PaymentProblems.notUnderReview) }
    }
}
