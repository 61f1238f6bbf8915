/// A wish to give money back.
package struct RefundRequest: Sendable, Codable, Hashable {
    /// In minor units; all that is left when absent.
    package var amount: Int64?
    /// Why.
    package var reason: String?

    /// A value of its parts.
    package init(amount: Int64? = nil, reason: String? = nil) {
        self.amount = amount
        self.reason = reason
    }
}
