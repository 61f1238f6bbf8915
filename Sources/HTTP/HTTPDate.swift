package import Bytes

/// Dates as HTTP writes them (IMF-fixdate, RFC 9110 section 5.6.7), by arithmetic alone.
package enum HTTPDate {
    /// Appends 29 bytes such as `Sun, 06 Nov 1994 08:49:37 GMT` for seconds since 1970.
    ///
    /// Times outside the years 1970 to 9999 become the nearest one inside.
    package static func append(_ unixSeconds: Int, to out: inout ByteBuffer) {
        let seconds = min(max(unixSeconds, 0), 253_402_300_799)
        let days = seconds / 86_400
        let rest = seconds % 86_400
        let (year, month, day) = civil(days)
        out.append(weekdays[(days + 4) % 7])
        out.append(decimal: day, width: 2)
        out.append(months[month - 1])
        out.append(decimal: year, width: 4)
        out.append(" ")
        out.append(decimal: rest / 3_600, width: 2)
        out.append(":")
        out.append(decimal: rest / 60 % 60, width: 2)
        out.append(":")
        out.append(decimal: rest % 60, width: 2)
        out.append(" GMT")
    }

    /// Appends a whole Date line with its line end: prepared once a second, copied into each response.
    package static func appendLine(_ unixSeconds: Int, to out: inout ByteBuffer) {
        out.append("Date: ")
        append(unixSeconds, to: &out)
        out.append("\r\n")
    }

    private static let weekdays: [StaticString] = [
        "Sun, ", "Mon, ", "Tue, ", "Wed, ", "Thu, ", "Fri, ", "Sat, ",
    ]

    private static let months: [StaticString] = [
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ",
        " Dec ",
    ]

    /// The Gregorian date of a day counted from 1970-01-01.
    ///
    /// It counts in years that begin in March, so that leap days come last.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
