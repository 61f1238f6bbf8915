/// Points in time as ISO 8601 text, in UTC, with six digits after the second.
enum TimestampText {
    private static let day: Int64 = 86_400_000_000

    /// The text of microseconds since 1970, as `2026-11-21 10:30:00.000000+00`.
    static func text(microseconds: Int64) -> String {
        var (whole, rest) = microseconds.quotientAndRemainder(dividingBy: day)
        if rest < 0 {
            whole -= 1
            rest += day
        }
        let seconds = rest / 1_000_000
        return "\(date(daysSince1970: whole, era: false)) "
            + "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
            + ".\(padded(rest % 1_000_000, 6))+00" + (isBeforeChrist(whole) ? " BC" : "")
    }

    /// The text of a day, as `2026-11-21`; days before year 1 end in ` BC`.
    static func date(daysSince1970 days: Int64, era: Bool = true) -> String {
        let (year, month, dayOfMonth) = civil(days)
        let shown = year > 0 ? year : 1 - year
        let text = "\(padded(shown, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        return era && year <= 0 ? text + " BC" : text
    }

    private static func isBeforeChrist(_ days: Int64) -> Bool { civil(days).year <= 0 }

    /// The Gregorian date of a day, by eras of 400 years (Howard Hinnant, "chrono-compatible low-level date
    /// algorithms").
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
