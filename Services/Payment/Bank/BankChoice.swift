/// What a customer can do on a hosted page of the stand-in.
enum BankChoice: String, Sendable, CaseIterable {
    /// Pay.
    case pay
    /// Pay with a card that the bank warns of.
    case payRisky = "pay_risky"
    /// Have the card refused.
    case fail
    /// Give up.
    case cancel

    /// Whether money moves.
    var isPayment: Bool { self == .pay || self == .payRisky }

    /// What the charge becomes.
    var state: BankCharge.State {
        switch self {
        case .pay, .payRisky: .paid
        case .fail: .failed
        case .cancel: .canceled
        }
    }

    /// What the notices say.
    var notice: NoticePlan.Kind {
        switch self {
        case .pay, .payRisky: .succeeded
        case .fail: .failed
        case .cancel: .canceled
        }
    }
}
