/// The day on which a train begins its journey, by the railway's calendar.
package struct ServiceDate: Sendable, Hashable, Comparable {
    /// Days since 1 January 1970.
    package let days: UInt16

    /// A date from the days since 1970.
    package init(days: UInt16) {
        self.days = days
    }

    /// A date from ISO 8601's `2026-03-21`, within the years 1970 to 2149.
    package init?(_ text: some StringProtocol) {
        let characters = Array(text.utf8)
        guard characters.count == 10, characters[4] == UInt8(ascii: "-"), characters[7] == UInt8(ascii: "-"),
            let year = Self.number(characters[0..<4]), let month = Self.number(characters[5..<7]),
            let day = Self.number(characters[8..<10]), (1970...2149).contains(year), (1...12).contains(month),
            (1...31).contains(day), let days = UInt16(exactly: Self.days(year, month, day))
        else { return nil }
        self.init(days: days)
        // The 31st of a month of 30 days is some other day.
        guard civil == (year, month, day) else { return nil }
    }

    /// Year, month and day of the Gregorian calendar.
    package var civil: (year: Int, month: Int, day: Int) { Self.civil(days: Int(days)) }

    /// The day of the week: 0 is Sunday.
    package var weekday: Int { (Int(days) + 4) % 7 }

    /// Whether a day is before another.
    package static func < (left: Self, right: Self) -> Bool { left.days < right.days }

    /// The civil date of a day, by the algorithm of Hinnant: years begin in March.
    static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let yearOfEra = marchYear % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return marchYear / 400 * 146_097 + dayOfEra - 719_468
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}

extension ServiceDate: CustomStringConvertible {
    /// The date as ISO 8601 writes it.
    package var description: String {
        let (year, month, day) = civil
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
