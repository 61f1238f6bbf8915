/// One row of the outbox as its consumer sees it.
package struct Event: Sendable, Equatable {
    /// The row's number.
    package let row: Int64
    /// Who is to handle it, as in `booking.confirm`.
    package let consumer: String
    /// What it is about: with the consumer's name the key under which it is owed once.
    ///
    /// Calls to the outside take it as their idempotency key.
    package let about: String
    /// What was put, as JSON text.
    package let body: String
    /// How often it has been sent, this time included.
    package let tries: Int
    /// When it was put, in microseconds since 1970.
    package let madeAt: Int64

    /// An event of its parts: for tests of handlers.
    package init(row: Int64, consumer: String, about: String, body: String, tries: Int, madeAt: Int64) {
        self.row = row
        self.consumer = consumer
        self.about = about
        self.body = body
        self.tries = tries
        self.madeAt = madeAt
    }
}
