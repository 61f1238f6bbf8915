package import Bytes

/// The public keys as a JWK set (RFC 7517, RFC 8037): what `/.well-known/jwks.json` serves and services read.
package enum JSONWebKeySet {
    /// The most bytes of a set that is read.
    package static let maximumBytes = 64 * 1024
    /// How long a copy may be kept: the `max-age` that goes with the set (CONVENTIONS.md 1.4).
    package static let maximumAge = Duration.seconds(300)
    private static let maximumKeys = 64

    /// Appends the set of these keys, each named by its id.
    package static func append(
        _ keys: [VerificationKey], algorithm: AdmissionToken.AlgorithmName = .edDSA, to out: inout ByteBuffer
    ) {
        out.append(#"{"keys":["#)
        for (index, key) in keys.enumerated() {
            if index > 0 { out.append(",") }
            out.append(#"{"kty":"OKP","crv":"Ed25519","x":""#)
            key.key.appendText(to: &out)
            out.append(#"","kid":""#)
            out.append(key.id)
            out.append(#"","use":"sig","alg":""#)
            out.append(string: algorithm.rawValue)
            out.append(#""}"#)
        }
        out.append("]}")
    }

    /// The Ed25519 signing keys of a set; keys of other kinds and uses are passed over.
    ///
    /// Throws `.malformedSet` for bad JSON, an Ed25519 key without a sound `kid` and `x`, two keys of one
    /// name, and for a set that holds a private key: whoever published it must know.
    package static func parse(_ text: RawSpan) throws(KeyError) -> [VerificationKey] {
        guard text.byteCount <= maximumBytes else { throw .malformedSet }
        var cursor = JSONCursor()
        var keys: [VerificationKey]?
        try cursor.readObject(in: text, refusal: KeyError.malformedSet) { cursor, name throws(KeyError) in
            guard name.equals("keys") else { return false }
            keys = try parseKeys(&cursor, text)
            return true
        }
        guard cursor.isAtEnd(of: text), let keys else { throw .malformedSet }
        return keys
    }

    private static func parseKeys(_ cursor: inout JSONCursor, _ text: RawSpan) throws(KeyError)
        -> [VerificationKey]
    {
        guard cursor.accept("[", in: text) else { throw .malformedSet }
        var keys: [VerificationKey] = []
        if cursor.accept("]", in: text) { return keys }
        repeat {
            guard let key = try parseKey(&cursor, text) else { continue }
            guard keys.count < maximumKeys, !keys.contains(where: { $0.id == key.id }) else {
                throw .malformedSet
            }
            keys.append(key)
        } while cursor.accept(",", in: text)
        guard cursor.accept("]", in: text) else { throw .malformedSet }
        return keys
    }

    private static func parseKey(_ cursor: inout JSONCursor, _ text: RawSpan) throws(KeyError)
        -> VerificationKey?
    {
        var members: [Member: Range<Int>] = [:]
        var isPrivate = false
        try cursor.readObject(in: text, refusal: KeyError.malformedSet) { cursor, name throws(KeyError) in
            if name.equals("d") { isPrivate = true }
            guard let member = Member(name) else { return false }
            guard let value = cursor.readPlainString(in: text) else { throw .malformedSet }
            members[member] = value
            return true
        }
        guard !isPrivate, let kind = members[.kty] else { throw .malformedSet }
        guard text.extracting(kind).equals("OKP"), let curve = members[.crv],
            text.extracting(curve).equals("Ed25519"),
            members[.use].map({ text.extracting($0).equals("sig") }) ?? true,
            members[.alg].map({ CompactToken.isEd25519(text.extracting($0)) }) ?? true
        else { return nil }
        guard let x = members[.x], let kid = members[.kid], !kid.isEmpty, kid.count <= 128 else {
            throw .malformedSet
        }
        var bytes = ByteBuffer(capacity: Ed25519PublicKey.byteCount)
        guard Base64URL.decode(text.extracting(x), into: &bytes), bytes.count == Ed25519PublicKey.byteCount
        else {
            throw .malformedSet
        }
        return VerificationKey(
            try Ed25519PublicKey(bytes: bytes.copyBytes()), id: text.extracting(kid).copyBytes())
    }

    /// The members of a key that decide anything.
    private enum Member {
        case kty, crv, x, kid, use, alg

        init?(_ name: RawSpan) {
            if name.equals("kty") {
                self = .kty
            } else if name.equals("crv") {
                self = .crv
            } else if name.equals("x") {
                self = .x
            } else if name.equals("kid") {
                self = .kid
            } else if name.equals("use") {
                self = .use
            } else if name.equals("alg") {
                self = .alg
            } else {
                return nil
            }
        }
    }
}
