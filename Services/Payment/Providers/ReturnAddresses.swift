/// Where a provider sends the customer and its notices.
struct ReturnAddresses: Sendable, Equatable {
    /// Where the customer comes back to, by a POST from another site.
    let customer: String
    /// Where notices go.
    let notices: String

    /// The addresses of a provider below the gateway's address.
    init(baseURL: String, noticesBase: String, provider: ProviderName) {
        customer = "\(baseURL)/api/payments/return/\(provider.rawValue)"
        notices = "\(noticesBase)/api/payments/webhooks/\(provider.rawValue)"
    }
}
