internal import Contracts

extension Words {
    /// Bangladesh is six hours ahead of UTC all year round.
    static let offset: Int64 = 6 * 3_600_000

    /// The day in Bangladesh at a moment.
    static func day(_ moment: Timestamp) -> CivilDate {
        let local = moment.milliseconds + offset
        let days = local / 86_400_000
        return CivilDate(days: Int(local % 86_400_000 < 0 ? days - 1 : days))
    }

    /// The time of day in Bangladesh: `14:05`.
    func clock(_ moment: Timestamp) -> String {
        let minutes = ((moment.milliseconds + Self.offset) / 60_000 % 1_440 + 1_440) % 1_440
        let pad = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        return digits("\(pad(minutes / 60)):\(pad(minutes % 60))")
    }

    /// A day for people: `Monday, 30 November 2026`.
    func day(_ date: CivilDate) -> String {
        let months = language == .bangla ? Self.banglaMonths : Self.englishMonths
        let weekdays = language == .bangla ? Self.banglaWeekdays : Self.englishWeekdays
        let year = digits("\(date.year)")
        return "\(weekdays[date.weekday]), \(number(date.day)) \(months[date.month - 1]) \(year)"
    }

    /// A day that the wire names, for people; as it is where it is none.
    func day(_ text: String) -> String {
        CivilDate(text).map { day($0) } ?? text
    }

    /// How long a journey takes: `5 h 20 min`.
    func length(from: Timestamp?, to: Timestamp?) -> String? {
        guard let from, let to, to > from else { return nil }
        let minutes = Int((to.milliseconds - from.milliseconds) / 60_000)
        return self(.hoursAndMinutes, number(minutes / 60), number(minutes % 60))
    }

    private static let englishWeekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    private static let banglaWeekdays = [
        "রবিবার", "সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
    private static let banglaMonths = [
        "জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর",
        "ডিসেম্বর",
    ]
}
