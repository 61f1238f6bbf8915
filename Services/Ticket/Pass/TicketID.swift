internal import Bytes

/// The 128 bits that name a ticket, written as a UUID.
package struct TicketID: Sendable, Hashable {
    /// The first eight bytes, as a big-endian number.
    package let high: UInt64
    /// The last eight bytes, as a big-endian number.
    package let low: UInt64

    /// An id from its two halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An id from 36 characters: hexadecimal digits of either case, hyphens where RFC 9562 puts them.
    package init?(_ text: some StringProtocol) {
        let characters = Array(text.utf8)
        guard characters.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for (index, character) in characters.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Character(UnicodeScalar(character)).hexDigitValue, character < 128 else {
                return nil
            }
            if index < 18 { halves.0 = halves.0 << 4 | UInt64(digit) }
            if index > 18 { halves.1 = halves.1 << 4 | UInt64(digit) }
        }
        self.init(high: halves.0, low: halves.1)
    }
}

extension TicketID: CustomStringConvertible {
    /// The UUID in small letters.
    package var description: String {
        var text = ByteBuffer(capacity: 36)
        text.append(hex: high >> 32, width: 8)
        text.append("-")
        text.append(hex: high >> 16 & 0xFFFF, width: 4)
        text.append("-")
        text.append(hex: high & 0xFFFF, width: 4)
        text.append("-")
        text.append(hex: low >> 48, width: 4)
        text.append("-")
        text.append(hex: low & 0xFFFF_FFFF_FFFF, width: 12)
        return text.withReadable { $0.copyString() }
    }
}
