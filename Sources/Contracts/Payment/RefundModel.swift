/// Money that was given back.
package struct RefundModel: Sendable, Codable, Hashable {
    /// The refund.
    package var id: String
    /// Always `refund`.
    package var object: String
    /// In minor units.
    package var amount: Int64
    /// Always `bdt`.
    package var currency: String
    /// The payment.
    package var payment: String
    /// `pending` or `succeeded`.
    package var status: String
    /// Why.
    package var cause: String
    /// Seconds since 1970.
    package var created: Int64

    /// A value of its parts.
    package init(
        id: String, object: String = "refund", amount: Int64, currency: String = "bdt", payment: String,
        status: String, cause: String, created: Int64
    ) {
        self.id = id
        self.object = object
        self.amount = amount
        self.currency = currency
        self.payment = payment
        self.status = status
        self.cause = cause
        self.created = created
    }
}
