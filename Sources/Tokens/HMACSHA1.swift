internal import COpenSSL

/// HMAC-SHA-1, for one-time passwords alone (RFC 4226): what every authenticator app computes.
///
/// Its known weakness is collisions, which an HMAC does not rest on. Nothing else here may use it.
package enum HMACSHA1 {
    /// The 20 bytes of the tag of a message; empty where OpenSSL refuses.
    package static func tag(of message: RawSpan, key: RawSpan) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 20) { tag, count in
            let done = key.withUnsafeBytes { key in
                message.withUnsafeBytes { message in
                    guard let base = tag.baseAddress,
                        let key = key.bindMemory(to: UInt8.self).baseAddress.map({ ($0, key.count) })
                    else { return false }
                    return copenssl_hmac_sha1(key.0, key.1, message.baseAddress, message.count, base) == 1
                }
            }
            count = done ? 20 : 0
        }
    }
}
