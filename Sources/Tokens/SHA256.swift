package import Bytes
internal import COpenSSL

/// The hash of FIPS 180-4, as 32 bytes.
package enum SHA256 {
    /// The digest of some bytes.
    package static func digest(of bytes: RawSpan) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            guard let base = digest.baseAddress else { return }
            bytes.withUnsafeBytes { copenssl_sha256($0.baseAddress, $0.count, base) }
            count = 32
        }
    }

    /// Appends the 32 bytes of the digest.
    package static func append(digestOf bytes: RawSpan, to out: inout ByteBuffer) {
        _ = out.withFree(minimum: 32) { free in
            guard let base = free.baseAddress else { return 0 }
            bytes.withUnsafeBytes { copenssl_sha256($0.baseAddress, $0.count, base) }
            return 32
        }
    }
}
