package import Contracts

/// A moment on the railway's clock: Bangladesh Standard Time, six hours before UTC's midnight, all year.
package struct RailwayTime: Sendable, Equatable {
    private static let offset: Int64 = 6 * 3_600_000
    private static let day: Int64 = 86_400_000
    /// Years 1 to 9999: no moment beyond them comes from a schedule.
    private static let bounds: ClosedRange<Int64> = -62_135_500_000_000...253_402_200_000_000

    /// The day on that clock.
    package let date: CivilDate
    /// Minutes since that day began.
    package let minuteOfDay: Int

    /// The time of a moment.
    package init(_ moment: Timestamp) {
        let local =
            min(max(moment.milliseconds, Self.bounds.lowerBound), Self.bounds.upperBound) + Self.offset
        let days = local >= 0 ? local / Self.day : (local + 1) / Self.day - 1
        date = CivilDate(days: Int(days))
        minuteOfDay = Int((local - days * Self.day) / 60_000)
    }
}
