internal import Bytes

/// Reads admission tokens and refuses every one that is not exactly as we sign them.
///
/// The checks are those of CONVENTIONS.md 1.4 and RFC 8725. The algorithm belongs to the key and not to the
/// header; `kid` is compared, never followed; time is passed in, and there is no leeway. About 100 µs a
/// token: gateways remember what they verified in `VerifiedTokens`.
package struct AdmissionVerifier: Sendable {
    private let keys: [VerificationKey]
    private let issuer: [UInt8]
    private let audience: [UInt8]

    /// A verifier that trusts these keys, for one issuer and one audience.
    package init(keys: [VerificationKey], issuer: String, audience: String) {
        self.keys = keys
        self.issuer = Array(issuer.utf8)
        self.audience = Array(audience.utf8)
    }

    /// The claims of a token that passes every check at `now` (milliseconds since 1970).
    package func verify(_ token: RawSpan, now: Int64) throws(TokenError) -> AdmissionClaims {
        let payload = try CompactToken.open(token, type: AdmissionToken.type, keys: keys)
        let read = try payload.withReadable { json throws(TokenError) in try ClaimsReading(json) }
        return try check(read, now: now)
    }

    private func check(_ read: ClaimsReading, now: Int64) throws(TokenError) -> AdmissionClaims {
        guard read.issuer == issuer else { throw .wrongIssuer }
        guard read.audience == audience else { throw .wrongAudience }
        guard read.claims.expiresAt > now else { throw .expired }
        // `iat` is whole seconds rounded down, and two gateways agree on the time to some milliseconds: a
        // token made at the first millisecond of a second is not from the future for one that is a
        // millisecond behind.
        guard read.claims.issuedAt < now &+ 1000, read.notBefore <= now else { throw .notYetValid }
        let life = read.claims.expiresAt - read.claims.issuedAt
        guard life > 0, life <= AdmissionToken.maximumLife.wholeMilliseconds else { throw .lifeTooLong }
        return read.claims
    }
}
