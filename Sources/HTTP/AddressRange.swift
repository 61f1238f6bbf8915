import Bytes

/// A network such as `10.0.0.0/8` or `fd00::/8`, or one address.
package struct AddressRange: Sendable, Hashable {
    private let base: ClientAddress
    private let highMask: UInt64
    private let lowMask: UInt64

    /// The network of the first `prefix` bits of an address, counted in its own family.
    package init?(_ address: ClientAddress, prefix: Int) {
        guard prefix >= 0, prefix <= (address.isV4 ? 32 : 128) else { return nil }
        let bits = prefix + (address.isV4 ? 96 : 0)
        highMask = bits >= 64 ? .max : bits == 0 ? 0 : .max << UInt64(64 - bits)
        lowMask = bits >= 128 ? .max : bits <= 64 ? 0 : .max << UInt64(128 - bits)
        base = ClientAddress(high: address.high & highMask, low: address.low & lowMask)
    }

    /// The network that a text spells: an address with an optional `/` and prefix length.
    package init?(_ text: RawSpan) {
        let slash = (0..<text.byteCount).first { text.byte(at: $0) == 0x2F }
        guard let address = ClientAddress(text.extracting(0..<(slash ?? text.byteCount))) else { return nil }
        var prefix = address.isV4 ? 32 : 128
        if let slash {
            guard let number = text.extracting(slash + 1..<text.byteCount).decimal(maximumDigits: 3) else {
                return nil
            }
            prefix = number
        }
        self.init(address, prefix: prefix)
    }

    /// Whether the address is in this network.
    package func contains(_ address: ClientAddress) -> Bool {
        address.high & highMask == base.high && address.low & lowMask == base.low
    }
}
