internal import Bytes

/// The three parts of a JWT in its compact form, opened by the rules that all our kinds of token share.
///
/// The algorithm belongs to the key and not to the header; `kid` is compared, never followed; the type is
/// one that the caller names, so that no kind of token passes for another (RFC 8725).
enum CompactToken {
    /// The payload of a token of this type that one of the keys has signed; its claims are not looked at.
    static func open(
        _ token: RawSpan, type: StaticString, keys: [VerificationKey]
    ) throws(TokenError) -> ByteBuffer {
        guard token.byteCount <= AdmissionToken.maximumBytes else { throw .tooLarge }
        guard let (first, second) = dots(in: token) else { throw .malformed }
        let header = try decode(token.extracting(0..<first))
        let key = try header.withReadable { json throws(TokenError) in
            try self.key(named: json, type: type, keys: keys)
        }
        let signature = try decode(token.extracting((second + 1)..<token.byteCount))
        let isSigned = signature.withReadable { key.verify($0, of: token.extracting(0..<second)) }
        guard isSigned else { throw .badSignature }
        // Only bytes that one of our keys has signed are looked at further.
        return try decode(token.extracting((first + 1)..<second))
    }

    /// Both registered names of the one algorithm that our keys have; `none` and all others are nothing.
    static func isEd25519(_ name: RawSpan) -> Bool {
        name.equals("EdDSA") || name.equals("Ed25519")
    }

    /// The key that a header names, once every other word of it is as it must be.
    private static func key(
        named header: RawSpan, type expected: StaticString, keys: [VerificationKey]
    ) throws(TokenError) -> Ed25519PublicKey {
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
        guard let type, header.extracting(type).equals(expected) else { throw .wrongType }
        guard let algorithm, isEd25519(header.extracting(algorithm)) else { throw .wrongAlgorithm }
        guard let name else { throw .unknownKey }
        for key in keys where key.id.span.bytes.equals(header.extracting(name)) { return key.key }
        throw .unknownKey
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
