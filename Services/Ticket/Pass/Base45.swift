package import Bytes

/// The encoding of RFC 9285: bytes as the 45 characters that a QR symbol stores in 5.5 bits each.
package enum Base45 {
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

    /// Appends the encoded form of `bytes`.
    package static func encode(_ bytes: RawSpan, into out: inout ByteBuffer) {
        var index = 0
        while index < bytes.byteCount {
            let isPair = index + 1 < bytes.byteCount
            var number = Int(bytes.byte(at: index))
            if isPair { number = number * 256 + Int(bytes.byte(at: index + 1)) }
            for _ in 0..<(isPair ? 3 : 2) {
                out.append(digits[number % 45])
                number /= 45
            }
            index += 2
        }
    }

    /// The bytes of a text, or nil.
    ///
    /// Strict: no other characters, no group that is too large or incomplete, so that a value has one
    /// spelling.
    package static func decode(_ text: RawSpan) -> [UInt8]? {
        guard text.byteCount % 3 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.byteCount / 3 * 2 + 1)
        var index = 0
        while index < text.byteCount {
            let isPair = index + 2 < text.byteCount
            var number = 0
            for offset in (0..<(isPair ? 3 : 2)).reversed() {
                guard let digit = value(text.byte(at: index + offset)) else { return nil }
                number = number * 45 + digit
            }
            guard number < (isPair ? 65_536 : 256) else { return nil }
            if isPair { bytes.append(UInt8(truncatingIfNeeded: number >> 8)) }
            bytes.append(UInt8(truncatingIfNeeded: number))
            index += 3
        }
        return bytes
    }

    private static func value(_ character: UInt8) -> Int? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(character) - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(character) - 0x41 + 10
        default: digits[36...].firstIndex(of: character)
        }
    }
}
