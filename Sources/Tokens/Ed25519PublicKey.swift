internal import COpenSSL
internal import Bytes

/// The public half of an Ed25519 key (RFC 8032): verifies, about 100 µs each time.
// Sendable is sound: OpenSSL allows any number of threads to use one key that nobody changes, and nothing
// here does; the last owner frees it.
package final class Ed25519PublicKey: @unchecked Sendable {
    /// How many bytes a key has.
    package static let byteCount = 32
    /// How many bytes a signature has.
    package static let signatureByteCount = 64

    /// The 32 bytes of the key.
    package let bytes: [UInt8]
    private let key: OpaquePointer

    /// A key from its 32 bytes; throws `.unusable` for others.
    package init(bytes: [UInt8]) throws(KeyError) {
        guard bytes.count == Self.byteCount, let key = copenssl_ed25519_public(bytes) else { throw .unusable }
        self.bytes = bytes
        self.key = key
    }

    deinit {
        copenssl_ed25519_free(key)
    }

    /// Whether `signature` is this key's over `message`.
    package func verify(_ signature: RawSpan, of message: RawSpan) -> Bool {
        guard signature.byteCount == Self.signatureByteCount else { return false }
        return signature.withUnsafeBytes { signature in
            message.withUnsafeBytes { message in
                guard let base = signature.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
                    return false
                }
                return copenssl_ed25519_verify(key, message.baseAddress, message.count, base) == 1
            }
        }
    }

    /// Appends the key as JWKs carry it: the `x` of RFC 8037, 43 base64url digits.
    func appendText(to out: inout ByteBuffer) {
        let bytes = bytes
        Base64URL.encode(bytes.span.bytes, into: &out)
    }

    /// The `kid` of the key: the RFC 7638 thumbprint of its JWK form, 43 base64url digits.
    package var thumbprint: [UInt8] {
        var jwk = ByteBuffer(capacity: 96)
        jwk.append(#"{"crv":"Ed25519","kty":"OKP","x":""#)
        appendText(to: &jwk)
        jwk.append(#""}"#)
        let digest = jwk.withReadable { SHA256.digest(of: $0) }
        var text = ByteBuffer(capacity: 43)
        Base64URL.encode(digest.span.bytes, into: &text)
        return text.copyBytes()
    }
}
