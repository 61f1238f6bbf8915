import Bytes

extension ClientAddress {
    /// The address that a text spells: `192.0.2.1` or `2001:db8::1`, without brackets, ports or zones.
    ///
    /// Octets have no leading zeros, which some read as octal.
    package init?(_ text: RawSpan) {
        guard text.byteCount >= 2, text.byteCount <= 45 else { return nil }
        if let bits = Self.v4(text, 0..<text.byteCount) {
            self.init(v4: bits)
        } else if let address = Self.v6(text) {
            self = address
        } else {
            return nil
        }
    }

    /// The address in one element of a forwarding chain, which may have brackets and a port.
    package init?(forwarded text: RawSpan) {
        let count = text.byteCount
        guard count > 0 else { return nil }
        if text.byte(at: 0) == 0x5B {
            guard let end = (1..<count).first(where: { text.byte(at: $0) == 0x5D }) else { return nil }
            guard end + 1 == count || text.byte(at: end + 1) == 0x3A else { return nil }
            self.init(text.extracting(1..<end))
            return
        }
        var colons = 0
        var colon = 0
        for index in 0..<min(count, 64) where text.byte(at: index) == 0x3A {
            colons += 1
            colon = index
        }
        self.init(colons == 1 ? text.extracting(0..<colon) : text)
    }

    private static func v4(_ text: RawSpan, _ range: Range<Int>) -> UInt32? {
        var bits: UInt32 = 0
        var octets = 0
        var index = range.lowerBound
        while octets < 4 {
            if octets > 0 {
                guard index < range.upperBound, text.byte(at: index) == 0x2E else { return nil }
                index += 1
            }
            let start = index
            var octet: UInt32 = 0
            while index < range.upperBound, index - start < 3, let digit = decimal(text.byte(at: index)) {
                octet = octet * 10 + digit
                index += 1
            }
            guard index > start, octet <= 255, index - start == 1 || text.byte(at: start) != 0x30 else {
                return nil
            }
            bits = bits << 8 | octet
            octets += 1
        }
        return index == range.upperBound ? bits : nil
    }

    private static func v6(_ text: RawSpan) -> ClientAddress? {
        var groups = InlineArray<8, UInt16>(repeating: 0)
        var count = 0
        var gap: Int?
        var index = 0
        let end = text.byteCount
        if end >= 2, text.byte(at: 0) == 0x3A {
            guard text.byte(at: 1) == 0x3A else { return nil }
            gap = 0
            index = 2
        }
        while index < end {
            guard count < 8 else { return nil }
            if count <= 6, let bits = v4(text, index..<end) {
                groups[count] = UInt16(truncatingIfNeeded: bits >> 16)
                groups[count + 1] = UInt16(truncatingIfNeeded: bits)
                count += 2
                break
            }
            guard let (group, next) = hexGroup(text, index) else { return nil }
            groups[count] = group
            count += 1
            index = next
            if index == end { break }
            guard text.byte(at: index) == 0x3A, index + 1 < end else { return nil }
            index += 1
            if text.byte(at: index) == 0x3A {
                guard gap == nil else { return nil }
                gap = count
                index += 1
            }
        }
        return assemble(groups, count, gap)
    }

    private static func assemble(_ groups: InlineArray<8, UInt16>, _ count: Int, _ gap: Int?)
        -> ClientAddress?
    {
        guard gap == nil ? count == 8 : count < 8 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for place in 0..<8 {
            var group: UInt16 = 0
            if place < (gap ?? 8) {
                group = groups[place]
            } else if place >= 8 - (count - (gap ?? 8)), let gap {
                group = groups[gap + place - (8 - (count - gap))]
            }
            if place < 4 { high = high << 16 | UInt64(group) } else { low = low << 16 | UInt64(group) }
        }
        return ClientAddress(high: high, low: low)
    }

    private static func hexGroup(_ text: RawSpan, _ start: Int) -> (UInt16, Int)? {
        var value: UInt16 = 0
        var index = start
        while index < text.byteCount, index - start < 4 {
            let byte = text.byte(at: index)
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt16(byte - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt16(byte - 0x61 + 10)
            default: return index > start ? (value, index) : nil
            }
            index += 1
        }
        return index > start ? (value, index) : nil
    }

    private static func decimal(_ byte: UInt8) -> UInt32? {
        byte >= 0x30 && byte <= 0x39 ? UInt32(byte - 0x30) : nil
    }
}
