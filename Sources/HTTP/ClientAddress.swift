package import Bytes

/// An IPv4 or IPv6 address as sixteen bytes.
///
/// IPv4 stands in its mapped form, so that both spellings are equal.
package struct ClientAddress: Sendable, Hashable {
    /// The first eight bytes, as a big-endian number.
    package let high: UInt64
    /// The last eight bytes, as a big-endian number.
    package let low: UInt64

    /// The address with these sixteen bytes.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The IPv4 address with these bits, the first octet on top.
    package init(v4 bits: UInt32) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(bits))
    }

    /// Whether this is an IPv4 address, also one that came as `::ffff:a.b.c.d`.
    package var isV4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether this is an address of the machine itself.
    package var isLoopback: Bool {
        isV4 ? (low >> 24) & 0xFF == 127 : high == 0 && low == 1
    }

    /// What rate limits count by: an IPv4 address whole, of an IPv6 address the network of 64 bits.
    ///
    /// A household or phone has a whole /64 to itself and could change addresses at will.
    package var limitKey: ClientAddress {
        isV4 ? self : ClientAddress(high: high, low: 0)
    }

    /// Appends the address as text: dotted for IPv4, as RFC 5952 says for IPv6.
    package func append(to out: inout ByteBuffer) {
        if isV4 {
            for shift: UInt64 in [24, 16, 8, 0] {
                if shift < 24 { out.append(".") }
                out.append(decimal: Int((low >> shift) & 0xFF))
            }
            return
        }
        let zeros = longestZeroRun()
        var index = 0
        while index < 8 {
            if index == zeros.lowerBound, zeros.count > 1 {
                out.append("::")
                index = zeros.upperBound
                continue
            }
            if index > 0, index != zeros.upperBound || zeros.count < 2 { out.append(":") }
            let group = group(index)
            out.append(hex: UInt64(group), width: group > 0xFFF ? 4 : group > 0xFF ? 3 : group > 0xF ? 2 : 1)
            index += 1
        }
    }

    private func group(_ index: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 - 16 * (index % 4)))
    }

    private func longestZeroRun() -> Range<Int> {
        var best = 0..<0
        var start = 0
        for index in 0..<8 {
            if group(index) != 0 {
                start = index + 1
            } else if index + 1 - start > best.count {
                best = start..<index + 1
            }
        }
        return best
    }
}
