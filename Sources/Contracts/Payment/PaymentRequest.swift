/// A wish to pay an order.
package struct PaymentRequest: Sendable, Codable, Hashable {
    /// The order.
    package var order: String
    /// `mock` or `sslcommerz`.
    package var provider: String

    /// A value of its parts.
    package init(order: String, provider: String) {
        self.order = order
        self.provider = provider
    }
}
