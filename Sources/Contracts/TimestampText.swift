/// Times of RFC 3339, read and written by arithmetic alone.
enum TimestampText {
    private static let earliest: Int64 = -62_135_596_800_000
    private static let latest: Int64 = 253_402_300_799_999
    private static let dayMilliseconds: Int64 = 86_400_000

    static func write(_ milliseconds: Int64) -> String {
        let clipped = min(max(milliseconds, earliest), latest)
        var days = clipped / dayMilliseconds
        var rest = clipped % dayMilliseconds
        if rest < 0 {
            days -= 1
            rest += dayMilliseconds
        }
        let date = CivilDate(days: Int(days))
        let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60)
        let (seconds, thousandths) = (rest / 1_000 % 60, rest % 1_000)
        return "\(date)T\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(seconds, 2))"
            + ".\(padded(thousandths, 3))Z"
    }

    /// Milliseconds since 1970; nil for anything else than a date, a `T`, a time and a zone.
    static func read(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard (20...40).contains(bytes.count), bytes[10] == 0x54 || bytes[10] == 0x74, bytes[13] == 0x3A,
            bytes[16] == 0x3A, let date = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
            let hours = number(bytes[11..<13]), hours < 24, let minutes = number(bytes[14..<16]),
            minutes < 60, let seconds = number(bytes[17..<19]), seconds <= 60
        else { return nil }
        var rest = bytes[19...]
        var thousandths: Int64 = 0
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
            guard !digits.isEmpty else { return nil }
            let three = (Array(digits) + [0x30, 0x30]).prefix(3)
            thousandths = number(three[...]) ?? 0
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = zone(rest) else { return nil }
        // A leap second counts as the second before it.
        let clock = hours * 3_600 + minutes * 60 + min(seconds, 59)
        return Int64(date.days) * dayMilliseconds + (clock - offset * 60) * 1_000 + thousandths
    }

    /// Minutes east of UTC.
    private static func zone(_ text: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(text)
        if bytes == [0x5A] || bytes == [0x7A] { return 0 }
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
            let hours = number(bytes[1..<3]), hours < 24, let minutes = number(bytes[4..<6]), minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (bytes[0] == 0x2D ? -1 : 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
