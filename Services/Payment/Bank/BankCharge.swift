internal import Postgres

/// One transaction in the stand-in's book.
struct BankCharge: Sendable, Equatable {
    /// The columns of `init(_:)`, in its order.
    static let columns = """
        transaction, session, shape, amount, currency, details, state, validation, reference, is_risky,
        validated, created_at < clock_timestamp() - interval '30 minutes'
        """

    /// Where it stands.
    enum State: String, Sendable {
        case new
        case pending
        case paid
        case failed
        case canceled
    }

    let transaction: String
    let session: String
    let shape: ProviderName
    let amount: Int64
    let currency: String
    let details: BankDetails
    let state: State
    let validation: String?
    let reference: String?
    let isRisky: Bool
    let validated: Int
    /// Whether its session has ended: nobody can pay on its page any more.
    let isOld: Bool

    /// Reads `columns`, which may stand behind others.
    init(_ row: PostgresRow, from first: Int = 0) throws(PostgresError) {
        guard let shape = ProviderName(rawValue: try row.text(first + 2)),
            let state = State(rawValue: try row.text(first + 6)),
            let details = BankDetails(json: try row.json(first + 5))
        else { throw PostgresError(.unexpectedValue, "a charge that this version does not know") }
        transaction = try row.text(first)
        session = try row.text(first + 1)
        self.shape = shape
        amount = try row.int64(first + 3)
        currency = try row.text(first + 4)
        self.details = details
        self.state = state
        validation = try row.optionalText(first + 7)
        reference = try row.optionalText(first + 8)
        isRisky = try row.bool(first + 9)
        validated = try row.int(first + 10)
        isOld = try row.bool(first + 11)
    }
}
