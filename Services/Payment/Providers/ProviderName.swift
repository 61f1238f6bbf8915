/// Who takes the money; the words are those of the table and the wire.
enum ProviderName: String, Sendable, CaseIterable {
    /// The mock with its faults, for rehearsals.
    case mock
    /// SSLCommerz, or its stand-in.
    case sslcommerz
}
