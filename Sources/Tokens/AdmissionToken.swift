/// What is fixed about admission tokens: a JWT with a type of its own, signed with Ed25519.
///
/// CONVENTIONS.md 1.4 has the claims.
package enum AdmissionToken {
    /// The longest that a token lives (LINE.md 2.8).
    package static let maximumLife = Duration.seconds(60)
    /// The most bytes of a token.
    package static let maximumBytes = 1024
    static let type: StaticString = "admission+jwt"

    /// The name that the header gives to the one algorithm; both are read, only with an Ed25519 key.
    package enum AlgorithmName: String, Sendable {
        /// The name of RFC 8037, which deployed proxies know.
        case edDSA = "EdDSA"
        /// The name of RFC 9864, which deprecates the other.
        case ed25519 = "Ed25519"
    }
}
