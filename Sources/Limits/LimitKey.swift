/// Whom a limit is about, in 128 bits: an address, or a hash of something longer.
package struct LimitKey: Sendable, Hashable {
    /// The first 64 bits.
    package let high: UInt64
    /// The last 64 bits.
    package let low: UInt64

    /// A key of its bits, such as those of a keyed hash.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The key of an address: all of IPv4, the first 64 bits of IPv6.
    ///
    /// 64 bits are what one household or phone gets. The address comes as its 128 bits; IPv4 in the mapped
    /// form `::ffff:a.b.c.d`.
    package init(addressHigh: UInt64, addressLow: UInt64) {
        let isIPv4 = addressHigh == 0 && addressLow >> 32 == 0xFFFF
        self.init(high: addressHigh, low: isIPv4 ? addressLow : 0)
    }
}
