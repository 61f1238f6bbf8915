internal import Bytes
package import Tokens

/// Makes the texts of passes, and signs what is said about many of them: about 50 µs each.
package struct PassSigner: Sendable {
    private struct Key: Sendable {
        let signFrom: Int64
        let key: Ed25519PrivateKey
        let id: UInt32
        let name: [UInt8]

        init(signFrom: Int64, _ key: Ed25519PrivateKey) {
            self.signFrom = signFrom
            self.key = key
            id = PassKeyID.of(key.publicKey)
            name = key.publicKey.thumbprint
        }
    }

    private let keys: [Key]

    /// A signer with one key.
    package init(_ key: Ed25519PrivateKey) {
        keys = [Key(signFrom: 0, key)]
    }

    /// A signer with the keys of a ring; throws `.noKey` for a ring without any.
    package init(_ ring: KeyRing) throws(KeyError) {
        keys = try ring.signingKeys().map { Key(signFrom: $0.signFrom, $0.key) }
        guard !keys.isEmpty else { throw .noKey }
    }

    /// The text of a pass, for its QR symbol.
    ///
    /// It is signed by the youngest key whose time has come at `now` (milliseconds since 1970).
    package func sign(_ pass: TicketPass, at now: Int64 = 0) throws(PassError) -> String {
        let key = self.key(at: now)
        var bytes = ByteBuffer(capacity: 192)
        pass.encode(keyID: key.id, into: &bytes)
        let signature = try Self.signature(of: bytes.copyBytes(), by: key)
        bytes.append(signature)
        var text = ByteBuffer(capacity: TicketPass.maximumCharacters)
        text.append(TicketPass.prefix)
        bytes.withReadable { Base45.encode($0, into: &text) }
        return text.withReadable { $0.copyString() }
    }

    /// A JSON document signed as RFC 7515 has it (flattened JSON serialization), for readers of any language.
    ///
    /// Its type keeps it apart from everything else that the key signs: a pass begins with a byte that no
    /// base64url has.
    package func sign(document: [UInt8], type: StaticString, at now: Int64) throws(PassError) -> [UInt8] {
        let key = self.key(at: now)
        var header = ByteBuffer(capacity: 128)
        header.append(#"{"alg":"EdDSA","typ":""#)
        header.append(type)
        header.append(#"","kid":""#)
        header.append(key.name)
        header.append(#""}"#)
        var message = ByteBuffer(capacity: document.count * 4 / 3 + 256)
        header.withReadable { Base64URL.encode($0, into: &message) }
        let dot = message.count
        message.append(".")
        Base64URL.encode(document.span.bytes, into: &message)
        let signature = try Self.signature(of: message.copyBytes(), by: key)
        var out = ByteBuffer(capacity: message.count + 192)
        message.withReadable { message in
            out.append(#"{"payload":""#)
            out.append(message.extracting((dot + 1)..<message.byteCount))
            out.append(#"","protected":""#)
            out.append(message.extracting(0..<dot))
        }
        out.append(#"","signature":""#)
        Base64URL.encode(signature.span.bytes, into: &out)
        out.append(#""}"#)
        return out.copyBytes()
    }

    private func key(at now: Int64) -> Key {
        keys.last { $0.signFrom <= now } ?? keys[0]
    }

    private static func signature(of message: [UInt8], by key: Key) throws(PassError) -> [UInt8] {
        var signature = ByteBuffer(capacity: Ed25519PublicKey.signatureByteCount)
        do throws(KeyError) {
            try key.key.sign(message.span.bytes, into: &signature)
        } catch {
            throw .cannotSign
        }
        return signature.copyBytes()
    }
}
