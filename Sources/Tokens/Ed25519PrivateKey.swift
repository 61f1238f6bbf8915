internal import COpenSSL
package import Bytes

/// An Ed25519 key that signs (RFC 8032), made of its 32-byte seed.
// Sendable is sound for the same reason as for the public half: nobody changes the key after it is made.
package final class Ed25519PrivateKey: @unchecked Sendable {
    /// The public half.
    package let publicKey: Ed25519PublicKey
    private let key: OpaquePointer

    /// A key from its seed; throws `.unusable` unless that has 32 bytes.
    package init(seed: RawSpan) throws(KeyError) {
        guard seed.byteCount == 32 else { throw .unusable }
        let made = seed.withUnsafeBytes { bytes in
            bytes.baseAddress.flatMap { copenssl_ed25519_private($0.assumingMemoryBound(to: UInt8.self)) }
        }
        guard let made else { throw .unusable }
        var bytes = [UInt8](repeating: 0, count: Ed25519PublicKey.byteCount)
        do throws(KeyError) {
            guard copenssl_ed25519_public_bytes(made, &bytes) == 1 else { throw .unusable }
            publicKey = try Ed25519PublicKey(bytes: bytes)
        } catch {
            copenssl_ed25519_free(made)
            throw error
        }
        key = made
    }

    deinit {
        copenssl_ed25519_free(key)
    }

    /// Appends the 64 bytes of the signature of `message`; throws `.outOfMemory` where OpenSSL cannot.
    package func sign(_ message: RawSpan, into out: inout ByteBuffer) throws(KeyError) {
        let written = out.withFree(minimum: Ed25519PublicKey.signatureByteCount) { free in
            guard let base = free.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
            let signed = message.withUnsafeBytes {
                copenssl_ed25519_sign(key, $0.baseAddress, $0.count, base)
            }
            return signed == 1 ? Ed25519PublicKey.signatureByteCount : 0
        }
        guard written > 0 else { throw .outOfMemory }
    }
}
