/// An operator's wish to give money back.
package struct RefundRequest: Sendable, Codable, Equatable {
    /// How much, in minor units; all that is left where it is absent.
    package var amount: Int64?

    /// A request of its parts.
    package init(amount: Int64? = nil) {
        self.amount = amount
    }
}
