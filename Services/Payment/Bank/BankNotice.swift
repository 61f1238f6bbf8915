internal import Postgres

/// One notice that the stand-in owes a merchant.
struct BankNotice: Sendable {
    let id: Int64
    let kind: NoticePlan.Kind
    /// What it says was paid.
    let amount: Int64
    let isForged: Bool
    let charge: BankCharge

    /// Reads a row of `BankBook.leaseNotices`: its own columns, then those of the charge.
    init(_ row: PostgresRow) throws(PostgresError) {
        guard let kind = NoticePlan.Kind(rawValue: try row.text(1)) else {
            throw PostgresError(.unexpectedValue, "a notice that this version does not know")
        }
        id = try row.int64(0)
        self.kind = kind
        amount = try row.int64(2)
        isForged = try row.bool(3)
        charge = try BankCharge(row, from: 4)
    }
}
