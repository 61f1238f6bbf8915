internal import COpenSSL

/// Keeps small secrets in a database that may be read by others: AES-256-GCM (NIST SP 800-38D).
///
/// The context (whose secret it is) is authenticated with it, so a row copied to somebody else does not open.
/// The nonce is random: at most some thousand million boxes a key, far above what an installation has.
package struct SecretBox: Sendable {
    private static let nonceBytes = 12
    private static let tagBytes = 16

    private let key: Secret

    /// A box of a key, such as `KeyRing.secret(for:)`.
    package init(_ key: Secret) {
        self.key = key
    }

    /// The secret, closed: nonce, cipher text, tag.
    ///
    /// Throws `.outOfMemory` where OpenSSL cannot.
    package func seal(
        _ plain: RawSpan, context: RawSpan, random: inout some RandomNumberGenerator
    ) throws(KeyError) -> [UInt8] {
        let nonce = random.bytes(Self.nonceBytes)
        var sealed = [UInt8](repeating: 0, count: plain.byteCount + Self.tagBytes)
        let done = key.withBytes { key in
            perform(key, nonce.span.bytes, context, plain, into: &sealed, copenssl_aes256gcm_seal)
        }
        guard done else { throw .outOfMemory }
        return nonce + sealed
    }

    /// The secret that was closed under this context; nil for anything else.
    package func open(_ box: RawSpan, context: RawSpan) -> [UInt8]? {
        let length = box.byteCount - Self.nonceBytes - Self.tagBytes
        guard length >= 0 else { return nil }
        // A byte at least, so that there is an address to write to.
        var plain = [UInt8](repeating: 0, count: max(1, length))
        let nonce = box.extracting(0..<Self.nonceBytes)
        let sealed = box.extracting(Self.nonceBytes..<box.byteCount)
        let isOurs = key.withBytes { key in
            perform(key, nonce, context, sealed, into: &plain, copenssl_aes256gcm_open)
        }
        return isOurs ? Array(plain.prefix(length)) : nil
    }

    /// The two functions of the door have one shape.
    private typealias Door = (
        UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafeRawPointer?, Int, UnsafeRawPointer, Int,
        UnsafeMutablePointer<UInt8>
    ) -> Int32

    private func perform(
        _ key: RawSpan, _ nonce: RawSpan, _ context: RawSpan, _ text: RawSpan, into out: inout [UInt8],
        _ door: Door
    ) -> Bool {
        // Sound: every pointer is used within its closure, and `out` has the length that the door is told.
        key.withUnsafeBytes { key in
            nonce.withUnsafeBytes { nonce in
                context.withUnsafeBytes { context in
                    text.withUnsafeBytes { text in
                        out.withUnsafeMutableBufferPointer { out in
                            guard let key = key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                                let nonce = nonce.baseAddress?.assumingMemoryBound(to: UInt8.self),
                                let target = out.baseAddress
                            else { return false }
                            let start = text.baseAddress ?? UnsafeRawPointer(target)
                            return door(
                                key, nonce, context.baseAddress, context.count, start, text.count, target)
                                == 1
                        }
                    }
                }
            }
        }
    }
}
