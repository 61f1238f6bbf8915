internal import Contracts
internal import Postgres
internal import Tokens

/// The book of a bank that is not there: sessions, money, refunds and the notices that it owes.
///
/// It lives in Postgres, since a real bank does not forget when our processes are killed.
final class BankBook {
    private let pool: PostgresPool

    init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// Opens a session for a transaction; the same transaction has one.
    func open(
        _ transaction: String, shape: ProviderName, amount: Int64, currency: String, details: BankDetails
    ) async throws(PostgresError) -> BankCharge {
        _ = try await pool.query(
            """
            INSERT INTO bank.charge (transaction, session, shape, amount, currency, details)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (transaction) DO NOTHING
            """,
            [
                .text(transaction), .text(Self.number()), .text(shape.rawValue), .int64(amount),
                .text(currency), .json(details.json),
            ])
        guard let charge = try await find(transaction: transaction) else {
            throw PostgresError(.unexpectedValue, "the charge went away")
        }
        return charge
    }

    /// The charge of a merchant's transaction.
    func find(transaction: String) async throws(PostgresError) -> BankCharge? {
        try await one("transaction = $1", transaction)
    }

    /// The charge of a hosted page.
    func find(session: String) async throws(PostgresError) -> BankCharge? {
        try await one("session = $1", session)
    }

    /// The charge of the bank's own number for the money.
    func find(reference: String) async throws(PostgresError) -> BankCharge? {
        try await one("reference = $1", reference)
    }

    /// The charge of a validation number; counts that it was asked for.
    func validate(_ validation: String) async throws(PostgresError) -> BankCharge? {
        let sql = SQL(
            trusted: """
                UPDATE bank.charge SET validated = validated + 1 WHERE validation = $1 AND state = 'paid'
                RETURNING \(BankCharge.columns)
                """)
        return try await pool.query(sql, [.text(validation)]).first.map { row throws(PostgresError) in
            try BankCharge(row)
        }
    }

    /// The customer's choice on the page, with the faults of its notices; nil when it is too late.
    ///
    /// The money and the notices that it causes are one transaction.
    func choose(
        _ choice: BankChoice, session: String, faults: Faults, pace: BankPace
    ) async throws(PostgresError) -> BankCharge? {
        let isLate = choice.isPayment && faults.contains(.late)
        let sql = SQL(
            trusted: """
                UPDATE bank.charge SET state = $2, is_risky = $3, validation = coalesce(validation, $4),
                    reference = coalesce(reference, $5),
                    settles_at = CASE WHEN $2 = 'pending'
                        THEN clock_timestamp() + $6 * interval '1 second' END
                WHERE session = $1 AND state IN ('new', 'failed')
                    AND created_at > clock_timestamp() - interval '30 minutes'
                RETURNING \(BankCharge.columns)
                """)
        let values: [PostgresValue] = [
            .text(session), .text(isLate ? "pending" : choice.state.rawValue), .bool(choice == .payRisky),
            .text(Self.number()), .text(Self.number()), .double(pace.late.inSeconds),
        ]
        return try await pool.transaction { transaction throws(PostgresError) in
            guard let row = try await transaction.query(sql, values).first else { return nil }
            let charge = try BankCharge(row)
            if !isLate {
                let steps = NoticePlan.steps(
                    choice.notice, amount: charge.amount, faults: faults, delay: pace.delay)
                try await Self.owe(steps, of: charge.transaction, in: &transaction)
            }
            return charge
        }
    }

    /// Lets late money arrive, with its notice.
    func settleLate() async throws(PostgresError) {
        _ = try await pool.query(
            """
            WITH settled AS (
                UPDATE bank.charge SET state = 'paid', settles_at = NULL WHERE transaction IN (
                    SELECT transaction FROM bank.charge WHERE state = 'pending' AND settles_at <= now()
                    LIMIT 100 FOR UPDATE SKIP LOCKED)
                RETURNING transaction, amount)
            INSERT INTO bank.notice (transaction, kind, amount)
            SELECT transaction, 'succeeded', amount FROM settled
            """)
    }

    /// Gives money back, once for a name; nil when more is asked than is there.
    func refund(
        _ name: String, transaction: String, amount: Int64
    ) async throws(PostgresError) -> String? {
        try await pool.transaction { database throws(PostgresError) in
            let charge = try await database.query(
                """
                SELECT amount - refunded FROM bank.charge WHERE transaction = $1 AND state = 'paid'
                FOR UPDATE
                """,
                [.text(transaction)])
            let known = try await database.query(
                "SELECT reference FROM bank.refund WHERE name = $1 AND transaction = $2",
                [.text(name), .text(transaction)])
            if let known = known.first { return try known.text(0) }
            guard let left = try charge.first?.int64(0), amount > 0, amount <= left else { return nil }
            let made = try await database.query(
                """
                WITH taken AS (UPDATE bank.charge SET refunded = refunded + $3 WHERE transaction = $2)
                INSERT INTO bank.refund (name, transaction, amount, reference) VALUES ($1, $2, $3, $4)
                RETURNING reference
                """, [.text(name), .text(transaction), .int64(amount), .text(Self.number())])
            return try made.only().text(0)
        }
    }

    /// Whether there is a refund of this number.
    func hasRefund(reference: String) async throws(PostgresError) -> Bool {
        try await !pool.query("SELECT 1 FROM bank.refund WHERE reference = $1", [.text(reference)]).isEmpty
    }

    /// Leases notices that are due.
    func leaseNotices(limit: Int) async throws(PostgresError) -> [BankNotice] {
        let sql = SQL(
            trusted: """
                WITH due AS (
                    UPDATE bank.notice SET tries = tries + 1,
                        due_at = clock_timestamp() + least(60, power(2, tries)) * interval '1 second'
                    WHERE id IN (SELECT id FROM bank.notice
                        WHERE done_at IS NULL AND due_at <= now() AND tries < 8
                        ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                    RETURNING id, transaction AS charge, kind, amount AS said, is_forged)
                SELECT due.id, due.kind, due.said, due.is_forged, \(BankCharge.columns)
                FROM due JOIN bank.charge ON transaction = due.charge
                """)
        var notices: [BankNotice] = []
        for row in try await pool.query(sql, [.int32(Int32(clamping: limit))]) {
            notices.append(try BankNotice(row))
        }
        return notices
    }

    /// Notes that a notice was taken, or will never be.
    func done(_ notice: Int64) async throws(PostgresError) {
        _ = try await pool.query(
            "UPDATE bank.notice SET done_at = clock_timestamp() WHERE id = $1", [.int64(notice)])
    }

    private func one(_ condition: StaticString, _ value: String) async throws(PostgresError) -> BankCharge? {
        let sql = SQL(trusted: "SELECT \(BankCharge.columns) FROM bank.charge WHERE \(condition)")
        guard let row = try await pool.query(sql, [.text(value)]).first else { return nil }
        return try BankCharge(row)
    }

    private static func owe(
        _ steps: [NoticePlan.Step], of transaction: String, in database: inout PostgresTransaction
    ) async throws(PostgresError) {
        for step in steps {
            _ = try await database.query(
                """
                INSERT INTO bank.notice (transaction, kind, amount, is_forged, due_at)
                VALUES ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 second')
                """,
                [
                    .text(transaction), .text(step.kind.rawValue), .int64(step.amount),
                    .bool(step.isForged), .double(step.after.inSeconds),
                ])
        }
    }

    /// A number that nobody can guess, as a bank gives out.
    private static func number() -> String {
        var random = SecureRandom()
        return TransactionName.text((random.next(), random.next()))
    }
}
