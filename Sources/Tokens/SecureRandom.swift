internal import COpenSSL

/// Random numbers that nobody can guess, from OpenSSL's generator.
///
/// Where OpenSSL refuses (it could not seed itself), the kernel's generator answers in its place: both are
/// fit for keys, so nothing here can fail or trap.
package struct SecureRandom: RandomNumberGenerator, Sendable {
    /// A generator; it has no state of its own.
    package init() {}

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        var value: UInt64 = 0
        let filled = withUnsafeMutableBytes(of: &value) { bytes in
            bytes.baseAddress.map { copenssl_random($0, bytes.count) == 1 } ?? false
        }
        if filled { return value }
        var kernel = SystemRandomNumberGenerator()
        return kernel.next()
    }
}

extension RandomNumberGenerator {
    /// As many random bytes as asked for: seeds and secrets.
    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            var word = next()
            for _ in 0..<min(8, count - bytes.count) {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return bytes
    }
}
