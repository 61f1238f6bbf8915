internal import Bytes

/// Reads user tokens and refuses every one that is not exactly as identity signs them.
///
/// The checks are those of CONVENTIONS.md 1.4, as for admission tokens; time is passed in, without leeway.
/// About 100 µs a token: callers remember what they verified.
package struct UserTokenVerifier: Sendable {
    private let keys: [VerificationKey]
    private let issuer: [UInt8]
    private let audience: [UInt8]

    /// A verifier that trusts these keys, for one issuer and one audience.
    package init(
        keys: [VerificationKey], issuer: String = UserToken.issuer, audience: String = UserToken.audience
    ) {
        self.keys = keys
        self.issuer = Array(issuer.utf8)
        self.audience = Array(audience.utf8)
    }

    /// The claims of a token that passes every check at `now` (milliseconds since 1970).
    package func verify(_ token: RawSpan, now: Int64) throws(TokenError) -> UserClaims {
        let payload = try CompactToken.open(token, type: UserToken.type, keys: keys)
        let read = try payload.withReadable { json throws(TokenError) in try UserClaimsReading(json) }
        guard read.issuer == issuer else { throw .wrongIssuer }
        guard read.audience == audience else { throw .wrongAudience }
        guard read.claims.expiresAt > now else { throw .expired }
        // `iat` is whole seconds, and two machines agree on the time to some milliseconds.
        guard read.claims.issuedAt < now &+ 1000, read.notBefore <= now else { throw .notYetValid }
        let life = read.claims.expiresAt - read.claims.issuedAt
        guard life > 0, life <= UserToken.maximumLife.wholeMilliseconds else { throw .lifeTooLong }
        return read.claims
    }
}
