/// What the body of a transaction may throw: an error that can also say "the database failed".
///
/// A service whose own error conforms can throw its reasons from within `transaction`, which then rolls back.
package protocol PostgresFailure: Error {
    /// The failure that a database's error means to the service.
    init(_ error: PostgresError)

    /// The database's error, where this is one; it decides whether the transaction is tried again.
    var postgresError: PostgresError? { get }
}
