/// A range of addresses such as `10.0.0.0/8` or `fd00::/8`; an address alone is a range of one.
package struct CIDRBlock: Sendable, Hashable, CustomStringConvertible {
    /// The first address; the bits past the prefix are zero.
    package let base: IPAddress
    /// How many leading bits count, 0 to 128; for IPv4 96 more than was written.
    package let prefix: Int

    /// The block that a text names.
    ///
    /// Bits past the prefix must be zero, because they hint at a slip of the pen.
    package init(_ text: String) throws(ValueMistake) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else {
            throw ValueMistake(
                "'\(ScalarText.clipped(text))' is not an address or CIDR range such as 10.0.0.0/8")
        }
        let written = first.contains(":") ? 128 : 32
        var length = written
        if parts.count == 2 {
            guard let number = Int(parts[1]), parts[1].utf8.allSatisfy(ScalarText.isDigit), number <= written
            else {
                throw ValueMistake("the prefix of '\(ScalarText.clipped(text))' must be from 0 to \(written)")
            }
            length = number
        }
        let prefix = length + 128 - written
        let masked = Self.mask(address, prefix)
        guard masked == address else {
            throw ValueMistake("'\(text)' has bits past its prefix: write \(masked)/\(length)")
        }
        base = address
        self.prefix = prefix
    }

    /// Whether an address lies in the block.
    package func contains(_ address: IPAddress) -> Bool {
        Self.mask(address, prefix) == base
    }

    /// The form of the file.
    package var description: String {
        base.isIPv4 && prefix >= 96 ? "\(base)/\(prefix - 96)" : "\(base)/\(prefix)"
    }

    private static func mask(_ address: IPAddress, _ prefix: Int) -> IPAddress {
        // Swift's shifts past the width give zero, so both ends need no case of their own.
        let high = UInt64.max << UInt64(max(0, 64 - prefix))
        let low = UInt64.max << UInt64(min(64, 128 - prefix))
        return IPAddress(high: address.high & high, low: address.low & low)
    }
}
