/// Money on its way back, once for each cause.
package struct Refund: Sendable, Codable, Equatable {
    /// The refund's id.
    package var id: String
    /// Always `refund`.
    package var object: String
    /// The payment that it is of.
    package var payment: String
    /// How much, in minor units.
    package var amount: Int64
    /// Three capital letters.
    package var currency: String
    /// Why: `cancel`, `surplus`, `late`, `refused`, or `operator:…`.
    package var reason: String
    /// `pending` or `succeeded`.
    package var status: String

    /// A refund of its parts.
    package init(id: String, payment: String, amount: Int64, currency: String, reason: String, status: String) {
        self.id = id
        object = "refund"
        self.payment = payment
        self.amount = amount
        self.currency = currency
        self.reason = reason
        self.status = status
    }
}
