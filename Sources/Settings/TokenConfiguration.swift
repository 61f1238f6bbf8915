/// What admission tokens say about themselves: the keys under `token`.
package struct TokenConfiguration: Sendable, Equatable {
    /// The claim `iss`; default `sluice`.
    package var issuer: String
    /// The claim `aud`, which the services behind the gateway check; default `site`.
    package var audience: String
    /// The name of the algorithm in the token's head; default `EdDSA`.
    package var algorithm: TokenAlgorithm

    /// Tokens with the defaults.
    package init(issuer: String = "sluice", audience: String = "site", algorithm: TokenAlgorithm = .edDSA) {
        self.issuer = issuer
        self.audience = audience
        self.algorithm = algorithm
    }
}
