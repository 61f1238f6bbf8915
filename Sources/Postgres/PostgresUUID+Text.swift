extension PostgresUUID {
    /// Reads the form with four hyphens, in small or capital letters; nil for everything else.
    package init?(_ text: some StringProtocol) {
        // Each request brings such texts, and a generic walk over one stood in the profile of a hold.
        let read = text.utf8.withContiguousStorageIfAvailable { Self.read($0) }
        guard let uuid = read ?? Array(text.utf8).withUnsafeBufferPointer({ Self.read($0) }) else {
            return nil
        }
        self = uuid
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> PostgresUUID? {
        guard text.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (place, byte) in text.enumerated() {
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let value = Self.value(byte) else { return nil }
            if digits < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
            digits += 1
        }
        return PostgresUUID(high: halves.0, low: halves.1)
    }

    /// The form with four hyphens and small letters.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var place = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    buffer[place] = UInt8(ascii: "-")
                    place += 1
                }
                let half = digit < 16 ? high : low
                buffer[place] = digits[Int(half >> UInt64(60 - digit % 16 * 4) & 15)]
                place += 1
            }
            return place
        }
    }

    private static func value(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension PostgresUUID: Codable {
    /// Reads the text form.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let uuid = PostgresUUID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = uuid
    }

    /// Writes the text form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
