import Bytes

extension PostgresUUID {
    /// The UUID of a name within another one's space (version 5 of RFC 9562): the same for the same name.
    package static func named(_ name: String, in space: PostgresUUID) -> PostgresUUID {
        let digest = SHA1.digest(of: space.bytes + Array(name.utf8))
        return PostgresUUID(digest[..<16]).marked(version: 5)
    }

    /// The 16 bytes in the order in which they are written.
    package var bytes: [UInt8] {
        [high, low].flatMap { half in
            (0..<8).map { UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * $0)) }
        }
    }

    /// A UUID from its bytes; those past the 16th count for nothing, and those missing are zero.
    package init(_ bytes: some Collection<UInt8>) {
        self.init(high: 0, low: 0)
        for (place, byte) in bytes.prefix(16).enumerated() {
            let shifted = UInt64(byte) << UInt64(56 - 8 * (place % 8))
            if place < 8 { high |= shifted } else { low |= shifted }
        }
    }
}

/// The UUID of a name within another one's space (version 5 of RFC 9562), as the plans call it.
package func uuid5(_ space: PostgresUUID, _ name: String) -> PostgresUUID {
    .named(name, in: space)
}
