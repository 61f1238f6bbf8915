/// What is taken from a notice: which payment to ask about, and nothing about money.
struct NoticeReading: Sendable, Equatable {
    /// The notice's own number, for the record.
    let id: String
    /// Our name of the transaction.
    let transaction: String
    /// The provider's number to validate by, where it gives one.
    let validation: String?
}
