/// The five characters with which Postgres says what kind of error it is (appendix A of its manual).
package struct SQLState: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The five characters.
    package let code: String

    /// A state from its characters.
    package init(_ code: String) {
        self.code = code
    }

    /// A state that is written out.
    package init(stringLiteral code: String) {
        self.code = code
    }

    /// The first two characters: the family.
    package var family: Substring { code.prefix(2) }

    /// The five characters.
    package var description: String { code }

    /// A row with this key is there already (23505).
    package static let uniqueViolation: SQLState = "23505"
    /// A row that excludes this one is there already (23P01).
    package static let exclusionViolation: SQLState = "23P01"
    /// The row that is pointed at is not there, or is still pointed at (23503).
    package static let foreignKeyViolation: SQLState = "23503"
    /// A CHECK says no (23514).
    package static let checkViolation: SQLState = "23514"
    /// A value is missing (23502).
    package static let notNullViolation: SQLState = "23502"
    /// Transactions could not be put in an order (40001): the same one may succeed now.
    package static let serializationFailure: SQLState = "40001"
    /// Transactions waited for each other (40P01): the same one may succeed now.
    package static let deadlockDetected: SQLState = "40P01"
    /// A lock was not free in time (55P03).
    package static let lockNotAvailable: SQLState = "55P03"
    /// The statement took too long or was cancelled (57014).
    package static let queryCanceled: SQLState = "57014"
    /// A text has a character that the database's encoding has not, such as NUL (22021).
    package static let characterNotInRepertoire: SQLState = "22021"
    /// The transaction has failed already (25P02).
    package static let inFailedTransaction: SQLState = "25P02"
}
