/// Numbers, money, dates and times as people read them in each language; machines get ASCII elsewhere.
package enum PrintedNumber {
    /// The text with the digits of a language.
    package static func digits(_ text: String, _ language: TicketLanguage) -> String {
        guard language == .bangla else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isDigit = (0x30...0x39).contains(scalar.value)
            scalars.append(isDigit ? Unicode.Scalar(scalar.value - 0x30 + 0x9E6) ?? scalar : scalar)
        }
        return String(scalars)
    }

    /// An amount of taka with the sign before it, from paisa: `৳ 1,23,456.00`, grouped as South Asia does.
    package static func taka(_ minor: Int64, _ language: TicketLanguage) -> String {
        let magnitude = minor.magnitude
        var whole = String(magnitude / 100)
        var groups: [String] = [String(whole.suffix(3))]
        whole = String(whole.dropLast(3))
        while !whole.isEmpty {
            groups.append(String(whole.suffix(2)))
            whole = String(whole.dropLast(2))
        }
        let paisa = magnitude % 100
        let text = groups.reversed().joined(separator: ",") + (paisa < 10 ? ".0" : ".") + "\(paisa)"
        return "৳ " + (minor < 0 ? "-" : "") + digits(text, language)
    }

    /// A day with its weekday: `Saturday, 21 March 2026`.
    package static func date(_ date: ServiceDate, _ language: TicketLanguage) -> String {
        let (year, month, day) = date.civil
        let words = "\(weekdays[date.weekday][language]), \(day) \(months[month - 1][language]) \(year)"
        return digits(words, language)
    }

    /// A day without its weekday: `21 March 2026`.
    package static func shortDate(_ date: ServiceDate, _ language: TicketLanguage) -> String {
        let (year, month, day) = date.civil
        return digits("\(day) \(months[month - 1][language]) \(year)", language)
    }

    /// The name of a day.
    package static func weekday(_ date: ServiceDate, _ language: TicketLanguage) -> String {
        weekdays[date.weekday][language]
    }

    /// Hours and minutes of 24: `07:05`.
    package static func time(_ time: RailwayTime, _ language: TicketLanguage) -> String {
        let (hour, minute) = (time.minuteOfDay / 60, time.minuteOfDay % 60)
        return digits("\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)", language)
    }

    private static let weekdays = [
        BilingualText(en: "Sunday", bn: "রবিবার"), BilingualText(en: "Monday", bn: "সোমবার"),
        BilingualText(en: "Tuesday", bn: "মঙ্গলবার"), BilingualText(en: "Wednesday", bn: "বুধবার"),
        BilingualText(en: "Thursday", bn: "বৃহস্পতিবার"), BilingualText(en: "Friday", bn: "শুক্রবার"),
        BilingualText(en: "Saturday", bn: "শনিবার"),
    ]

    private static let months = [
        BilingualText(en: "January", bn: "জানুয়ারি"), BilingualText(en: "February", bn: "ফেব্রুয়ারি"),
        BilingualText(en: "March", bn: "মার্চ"), BilingualText(en: "April", bn: "এপ্রিল"),
        BilingualText(en: "May", bn: "মে"), BilingualText(en: "June", bn: "জুন"),
        BilingualText(en: "July", bn: "জুলাই"), BilingualText(en: "August", bn: "আগস্ট"),
        BilingualText(en: "September", bn: "সেপ্টেম্বর"), BilingualText(en: "October", bn: "অক্টোবর"),
        BilingualText(en: "November", bn: "নভেম্বর"), BilingualText(en: "December", bn: "ডিসেম্বর"),
    ]
}
