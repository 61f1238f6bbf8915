package import Bytes

extension ByteBuffer {
    /// Appends a moment as RFC 3339 in UTC with milliseconds: `2026-11-21T09:32:35.042Z`, always 24 bytes.
    ///
    /// Moments before year 0 or after year 9999 are clipped to those ends.
    package mutating func append(rfc3339 milliseconds: Int64) {
        let clipped = min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999)
        let seconds = Int((clipped - (clipped < 0 ? 999 : 0)) / 1_000)
        let fraction = Int(clipped) - seconds * 1_000
        let days = (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400
        let second = seconds - days * 86_400
        // Days to a civil date in eras of 400 years that begin on 1 March, so that leap days come last.
        let shifted = days + 719_468
        let era = (shifted - (shifted < 0 ? 146_096 : 0)) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        append(decimal: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), width: 4)
        append(UInt8(ascii: "-"))
        append(decimal: month, width: 2)
        append(UInt8(ascii: "-"))
        append(decimal: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, width: 2)
        append(UInt8(ascii: "T"))
        append(decimal: second / 3_600, width: 2)
        append(UInt8(ascii: ":"))
        append(decimal: second / 60 % 60, width: 2)
        append(UInt8(ascii: ":"))
        append(decimal: second % 60, width: 2)
        append(UInt8(ascii: "."))
        append(decimal: fraction, width: 3)
        append(UInt8(ascii: "Z"))
    }
}
