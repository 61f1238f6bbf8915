/// What begins a payment: whose amount it is says the order, never the client.
package struct PaymentRequest: Sendable, Codable, Equatable {
    /// The order's id.
    package var order: String
    /// Who takes the money: `mock` or `sslcommerz`.
    package var provider: String
    /// The language of the hosted page, `en` or `bn`; the request's own where it is absent.
    package var language: Language?

    /// A request of its parts.
    package init(order: String, provider: String, language: Language? = nil) {
        self.order = order
        self.provider = provider
        self.language = language
    }
}
