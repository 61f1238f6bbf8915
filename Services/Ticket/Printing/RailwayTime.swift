/// A moment on the railway's clock: Bangladesh Standard Time, six hours before UTC's midnight, all year.
package struct RailwayTime: Sendable, Equatable {
    private static let offset: Int64 = 6 * 3600

    /// The day on that clock.
    package let date: ServiceDate
    /// Minutes since that day began.
    package let minuteOfDay: Int

    /// The moment of so many seconds since 1970; moments before 1970 and after 2149 are those limits.
    package init(seconds: Int64) {
        let local = min(max(seconds, -Self.offset), 5_662_310_399) + Self.offset
        date = ServiceDate(days: UInt16(clamping: local / 86_400))
        minuteOfDay = Int(local % 86_400 / 60)
    }
}
