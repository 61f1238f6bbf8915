/// The name under which admission tokens say that they are signed with Ed25519 (RFC 9864 knows both).
package enum TokenAlgorithm: String, Sendable, CaseIterable {
    /// The older name, which most deployed proxies know: the default.
    case edDSA = "EdDSA"
    /// The name that RFC 9864 registers.
    case ed25519 = "Ed25519"
}
