/// What a provider says about a transaction when it is asked: the only thing that moves a payment.
enum ProviderVerdict: Sendable, Equatable {
    /// It knows no such transaction, or nobody has paid yet.
    case open
    /// The customer has done their part; the outcome is to come.
    case processing
    /// The money is there.
    case paid(Receipt)
    /// It was refused, with the provider's word for why.
    case failed(String)
    /// The customer or time ended it.
    case canceled

    /// What was paid, in the provider's own words.
    struct Receipt: Sendable, Equatable {
        /// How much, in minor units.
        var amount: Int64
        /// In which currency, as three capital letters.
        var currency: String
        /// The provider's own number for the money: what refunds are made with.
        var reference: String
        /// Whether the provider warns of it; such money waits for an operator.
        var isRisky: Bool
    }
}
