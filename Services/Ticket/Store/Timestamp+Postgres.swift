internal import Contracts
internal import Postgres

extension Timestamp {
    /// A moment as Postgres has it; what is below a millisecond goes.
    init(microseconds: Int64) {
        self.init(milliseconds: microseconds / 1000)
    }

    /// The moment as a value for Postgres.
    var value: PostgresValue {
        .timestamp(microseconds: milliseconds.multipliedReportingOverflow(by: 1000).partialValue)
    }
}
