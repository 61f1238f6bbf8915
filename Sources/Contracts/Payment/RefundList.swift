/// The refunds of a payment.
package struct RefundList: Sendable, Codable, Hashable {
    /// In the order in which they were made.
    package var refunds: [RefundModel]

    /// A value of its parts.
    package init(refunds: [RefundModel]) {
        self.refunds = refunds
    }
}
