/// Where a payment stands; the words are those of the table.
enum PaymentStatus: String, Sendable, CaseIterable {
    /// The customer has to go to the provider's page.
    case open
    /// The customer has paid there, or says so; the provider has not confirmed it.
    case processing
    /// Paid, but risky or in another currency: an operator decides.
    case review
    /// The money is ours. Nothing follows but refunds.
    case captured
    /// Refused; the customer may try again, and late money still captures.
    case failed
    /// Given up; late money still captures.
    case canceled

    /// The word on the wire, as Stripe's payment intents have it.
    var wire: String {
        switch self {
        case .open: "requires_action"
        case .processing, .review: "processing"
        case .captured: "succeeded"
        case .failed: "requires_payment_method"
        case .canceled: "canceled"
        }
    }

    /// Whether a payment may go from here to there: captured is final, everything may still be captured.
    func mayBecome(_ next: PaymentStatus) -> Bool {
        switch (self, next) {
        case (.captured, _): false
        case (_, .captured): true
        case (.open, .processing), (.failed, .processing): true
        case (.open, .failed), (.processing, .failed): true
        case (.open, .canceled), (.processing, .canceled), (.failed, .canceled): true
        case (.open, .review), (.processing, .review), (.failed, .review), (.canceled, .review): true
        default: false
        }
    }
}
