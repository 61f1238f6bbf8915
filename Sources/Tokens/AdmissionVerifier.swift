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
        guard token.byteCount <= AdmissionToken.maximumBytes else { throw .tooLarge }
        guard let (first, second) = Self.dots(in: token) else { throw .malformed }
        let header = try Self.decode(token.extracting(0..<first))
        let key = try header.withReadable { json throws(TokenError) in try self.key(named: json) }
        let signature = try Self.decode(token.extracting((second + 1)..<token.byteCount))
        let isSigned = signature.withReadable { key.verify($0, of: token.extracting(0..<second)) }
        guard isSigned else { throw .badSignature }
        // Only bytes that one of our keys has signed are looked at further.
        let payload = try Self.decode(token.extracting((first + 1)..<second))
        let read = try payload.withReadable { json throws(TokenError) in try ClaimsReading(json) }
        return try check(read, now: now)
    }

    /// The key that a header names, once every other word of it is as it must be.
    private func key(named header: RawSpan) throws(TokenError) -> Ed25519PublicKey {
        var cursor = JSONCursor()
        var algorithm: Range<Int>?
        var type: Range<Int>?
        var name: Range<Int>?
        try cursor.readObject(in: header, refusal: TokenError.malformed) {
            cursor, member throws(TokenError) in
            let isKnown = member.equals("alg") || member.equals("typ") || member.equals("kid")
            guard isKnown else { throw .headerParameter }
            guard let value = cursor.readPlainString(in: header) else { throw .malformed }
            if member.equals("alg") { algorithm = value }
            if member.equals("typ") { type = value }
            if member.equals("kid") { name = value }
            return true
        }
        guard cursor.isAtEnd(of: header) else { throw .malformed }
        guard let type, header.extracting(type).equals("admission+jwt") else { throw .wrongType }
        guard let algorithm, Self.isEd25519(header.extracting(algorithm)) else { throw .wrongAlgorithm }
        guard let name else { throw .unknownKey }
        for key in keys where key.id.span.bytes.equals(header.extracting(name)) { return key.key }
        throw .unknownKey
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

    /// Both registered names of the one algorithm that our keys have; `none` and all others are nothing.
    static func isEd25519(_ name: RawSpan) -> Bool {
        name.equals("EdDSA") || name.equals("Ed25519")
    }

    private static func decode(_ part: RawSpan) throws(TokenError) -> ByteBuffer {
        var bytes = ByteBuffer(capacity: part.byteCount + 1)
        guard Base64URL.decode(part, into: &bytes) else { throw .malformed }
        return bytes
    }

    /// The places of the two dots, or nil if there are more or fewer.
    private static func dots(in token: RawSpan) -> (Int, Int)? {
        var places: (Int, Int) = (-1, -1)
        for index in 0..<token.byteCount where token.byte(at: index) == UInt8(ascii: ".") {
            if places.0 < 0 {
                places.0 = index
            } else if places.1 < 0 {
                places.1 = index
            } else {
                return nil
            }
        }
        return places.1 < 0 ? nil : places
    }
}
