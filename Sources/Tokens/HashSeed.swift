internal import Bytes

/// A seeded hash for tables in memory: fast, and not to be guessed from outside; no signature.
///
/// Sixteen bytes a step, each folded by the two halves of a 128-bit product, as in the wyhash family.
struct HashSeed {
    private let first: UInt64
    private let second: UInt64

    init(random: inout some RandomNumberGenerator) {
        first = random.next()
        second = random.next()
    }

    /// The hash of at least 16 bytes, never zero; nil for fewer, of which no table here has any.
    func hash(_ bytes: RawSpan) -> UInt64? {
        let count = bytes.byteCount
        guard count >= 16 else { return nil }
        var hash = first ^ UInt64(count)
        var offset = 0
        while offset < count - 16 {
            hash = Self.fold(bytes.word(at: offset) ^ hash, bytes.word(at: offset + 8) ^ second)
            offset += 16
        }
        // The last sixteen bytes, which may overlap those before.
        hash = Self.fold(bytes.word(at: count - 16) ^ hash, bytes.word(at: count - 8) ^ second)
        return max(1, Self.fold(hash ^ first, second | 1))
    }

    /// The hash of two words.
    func hash(_ high: UInt64, _ low: UInt64) -> UInt64 {
        Self.fold(Self.fold(high ^ first, low ^ second) ^ second, first | 1)
    }

    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}

extension Int {
    /// The smallest power of two that is not smaller; of a number from 1 to 2^62.
    var roundedUpToPowerOfTwo: Int {
        self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
