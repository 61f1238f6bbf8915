/// A UUID: 16 bytes, as two halves in the order in which they are written.
package struct PostgresUUID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The first eight bytes, big-endian.
    package var high: UInt64
    /// The last eight bytes, big-endian.
    package var low: UInt64

    /// A UUID from its halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A random one (version 4 of RFC 9562); the system's generator cannot be guessed.
    package static func random() -> PostgresUUID {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A random one (version 4 of RFC 9562) from a generator.
    package static func random(using generator: inout some RandomNumberGenerator) -> PostgresUUID {
        PostgresUUID(high: generator.next(), low: generator.next()).marked(version: 4)
    }

    /// The same bytes with a version and the variant of RFC 9562 written into their places.
    func marked(version: UInt64) -> PostgresUUID {
        PostgresUUID(
            high: high & 0xFFFF_FFFF_FFFF_0FFF | version << 12,
            low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }

    /// Orders as the bytes, and as Postgres does.
    package static func < (left: PostgresUUID, right: PostgresUUID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
