import Bytes

/// Finds who a request comes from when proxies stand in front of us.
package enum ForwardedChain {
    /// The client's address: the peer, or what trusted proxies say stands behind them.
    ///
    /// X-Forwarded-For is believed only from a trusted peer and read from the right: trusted addresses are
    /// passed over, the first other one is the client. Where an element is no address, the chain ends there,
    /// as nobody vouches for what is left of it.
    package static func client(
        of head: RequestHead, peer: ClientAddress, trusted: [AddressRange]
    ) -> ClientAddress {
        guard head.has(.xForwardedFor), isTrusted(peer, trusted) else { return peer }
        var nearest = peer
        var index = head.fieldCount
        while index > 0 {
            index -= 1
            let field = head.field(at: index)
            guard field.known == .xForwardedFor else { continue }
            var end = field.value.upperBound
            while end > field.value.lowerBound {
                let (element, before) = last(of: head, field.value.lowerBound..<end)
                guard let address = head.with(element, { ClientAddress(forwarded: $0) }) else {
                    return nearest
                }
                nearest = address
                guard isTrusted(address, trusted) else { return address }
                end = before
            }
        }
        return nearest
    }

    /// Whether an address belongs to a trusted network.
    package static func isTrusted(_ address: ClientAddress, _ trusted: [AddressRange]) -> Bool {
        for range in trusted where range.contains(address) { return true }
        return false
    }

    /// The last element of a list, and where the list before it ends.
    private static func last(of head: RequestHead, _ list: Range<Int>) -> (Range<Int>, Int) {
        head.with(list) { bytes in
            var start = bytes.byteCount
            while start > 0, bytes.byte(at: start - 1) != 0x2C { start -= 1 }
            let before = max(start - 1, 0)
            var end = bytes.byteCount
            while start < end, isSpace(bytes.byte(at: start)) { start += 1 }
            while end > start, isSpace(bytes.byte(at: end - 1)) { end -= 1 }
            return (list.lowerBound + start..<list.lowerBound + end, list.lowerBound + before)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
