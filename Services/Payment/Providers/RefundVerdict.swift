/// What a provider says of a refund.
enum RefundVerdict: Sendable, Equatable {
    /// The money is on its way, under the provider's number.
    case done(reference: String)
    /// It works on it under a number; ask again.
    case processing(reference: String)
    /// It will not, with its word for why.
    case refused(String)
}
