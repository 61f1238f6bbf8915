internal import Contracts
internal import Postgres

/// One payment as it stands in the table.
struct PaymentRow: Sendable, Equatable {
    /// The columns of `init(_:)`, in its order.
    static let columns = """
        id, order_id, account, provider, amount, currency, received, refunded, status, trip, language, page,
        reference, error, extract(epoch FROM created_at)::bigint
        """

    let id: PostgresUUID
    let order: PostgresUUID
    let account: PostgresUUID
    let provider: ProviderName
    let amount: Int64
    let currency: String
    let received: Int64
    let refunded: Int64
    let status: PaymentStatus
    let trip: String
    let language: Language
    let page: String?
    let reference: String?
    let error: String?
    /// Seconds since 1970.
    let created: Int64

    /// Reads a row of `columns`.
    init(_ row: PostgresRow) throws(PostgresError) {
        guard let provider = ProviderName(rawValue: try row.text(3)),
            let status = PaymentStatus(rawValue: try row.text(8))
        else { throw PostgresError(.unexpectedValue, "a provider or status that this version does not know") }
        id = try row.uuid(0)
        order = try row.uuid(1)
        account = try row.uuid(2)
        self.provider = provider
        amount = try row.int64(4)
        currency = try row.text(5)
        received = try row.int64(6)
        refunded = try row.int64(7)
        self.status = status
        trip = try row.text(9)
        language = Language(rawValue: try row.text(10)) ?? .english
        page = try row.optionalText(11)
        reference = try row.optionalText(12)
        error = try row.optionalText(13)
        created = try row.int64(14)
    }

    /// The name under which providers know the payment.
    var transaction: String { TransactionName.text((id.high, id.low)) }

    /// The payment as clients see it.
    func intent(baseURL: String) -> PaymentIntent {
        var intent = PaymentIntent(
            id: "\(id)", amount: amount, amountReceived: received, amountRefunded: refunded,
            currency: currency.lowercased(), status: status.wire, order: "\(order)",
            provider: provider.rawValue, created: created)
        if status == .open || status == .failed {
            intent.nextAction = PaymentIntent.NextAction(
                redirectToUrl: PaymentIntent.NextAction.Redirect(url: "\(baseURL)/pay/\(id)"))
        }
        intent.lastPaymentError = error.map {
            PaymentIntent.PaymentFailure(code: $0, message: PaymentWords.failure($0))
        }
        return intent
    }
}
