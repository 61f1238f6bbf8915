/// What people read about a payment that did not go as it should.
enum PaymentWords {
    /// The sentence that goes with an error's word.
    static func failure(_ code: String) -> String {
        switch code {
        case "card_declined", "payment_failed": "The payment was refused. No money was taken."
        case "risky": "The payment is being looked at."
        case "payment_mismatch": "The payment came in another currency and is being looked at."
        case "refused": "The payment was not accepted. The money goes back."
        default: "The payment did not succeed."
        }
    }
}
