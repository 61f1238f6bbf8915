package import Contracts

/// Numbers, money, dates and times as people read them in each language; machines get ASCII elsewhere.
package enum PrintedNumber {
    /// The text with the digits of a language.
    package static func digits(_ text: String, _ language: Language) -> String {
        guard language == .bangla else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isDigit = (0x30...0x39).contains(scalar.value)
            scalars.append(isDigit ? Unicode.Scalar(scalar.value - 0x30 + 0x9E6) ?? scalar : scalar)
        }
        return String(scalars)
    }

    /// An amount of taka with the sign before it: `৳ 1,23,456.00`, grouped as South Asia does.
    package static func taka(_ amount: Money, _ language: Language) -> String {
        let magnitude = amount.minor.magnitude
        var whole = String(magnitude / 100)
        var groups: [String] = [String(whole.suffix(3))]
        whole = String(whole.dropLast(3))
        while !whole.isEmpty {
            groups.append(String(whole.suffix(2)))
            whole = String(whole.dropLast(2))
        }
        let paisa = magnitude % 100
        let text = groups.reversed().joined(separator: ",") + (paisa < 10 ? ".0" : ".") + "\(paisa)"
        return "৳ " + (amount.minor < 0 ? "-" : "") + digits(text, language)
    }

    /// A day with its weekday: `Saturday, 21 March 2026`.
    package static func date(_ date: CivilDate, _ language: Language) -> String {
        let (year, month, day) = (date.year, date.month, date.day)
        let words = "\(weekdays[date.weekday][language]), \(day) \(months[month - 1][language]) \(year)"
        return digits(words, language)
    }

    /// A day without its weekday: `21 March 2026`.
    package static func shortDate(_ date: CivilDate, _ language: Language) -> String {
        let (year, month, day) = (date.year, date.month, date.day)
        return digits("\(day) \(months[month - 1][language]) \(year)", language)
    }

    /// The name of a day.
    package static func weekday(_ date: CivilDate, _ language: Language) -> String {
        weekdays[date.weekday][language]
    }

    /// Hours and minutes of 24: `07:05`.
    package static func time(_ time: RailwayTime, _ language: Language) -> String {
        let (hour, minute) = (time.minuteOfDay / 60, time.minuteOfDay % 60)
        return digits("\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)", language)
    }

    private static let weekdays = [
        LocalizedName(en: "Sunday", bn: "রবিবার"), LocalizedName(en: "Monday", bn: "সোমবার"),
        LocalizedName(en: "Tuesday", bn: "মঙ্গলবার"), LocalizedName(en: "Wednesday", bn: "বুধবার"),
        LocalizedName(en: "Thursday", bn: "বৃহস্পতিবার"), LocalizedName(en: "Friday", bn: "শুক্রবার"),
        LocalizedName(en: "Saturday", bn: "শনিবার"),
    ]

    private static let months = [
        LocalizedName(en: "January", bn: "জানুয়ারি"), LocalizedName(en: "February", bn: "ফেব্রুয়ারি"),
        LocalizedName(en: "March", bn: "মার্চ"), LocalizedName(en: "April", bn: "এপ্রিল"),
        LocalizedName(en: "May", bn: "মে"), LocalizedName(en: "June", bn: "জুন"),
        LocalizedName(en: "July", bn: "জুলাই"), LocalizedName(en: "August", bn: "আগস্ট"),
        LocalizedName(en: "September", bn: "সেপ্টেম্বর"), LocalizedName(en: "October", bn: "অক্টোবর"),
        LocalizedName(en: "November", bn: "নভেম্বর"), LocalizedName(en: "December", bn: "ডিসেম্বর"),
    ]
}
