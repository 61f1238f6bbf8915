// Links the square root.
import Glibc

/// What is known about the line's speed: plain numbers, from which anybody's wait follows.
///
/// The next minute goes at the pace of the last minute, what comes after at the pace of the last ten. How
/// much counts differed from one another gives the bounds. See `WaitEstimator`, which makes it.
package struct WaitForecast: Sendable, Equatable {
    /// Places that the line passes in a second now, the absent ones counted too.
    package let placesPerSecond: Double

    /// The pace beyond the first minute.
    let laterPlacesPerSecond: Double
    /// Relative variance of what passes in a second: how unevenly the line moves.
    let unevenness: Double
    /// Relative variance of the pace itself over minutes.
    let drift: Double
    /// Seconds behind the first pace and behind the later one.
    let measured: Double
    let measuredLater: Double

    /// Until when the pace of the last minute counts.
    static let near = 60.0
    /// The tick of `advance`, in seconds: the wait is not known more closely than this, squared.
    private static let tickVariance = 0.25 * 0.25
    /// Four in five values of a normal distribution lie within so many standard deviations.
    private static let fourInFive = 1.2816

    /// The wait until `serving` has gone on by `places` numbers (gaps left out); grows with `places`.
    package func estimate(places: Int) -> WaitEstimate {
        let places = Double(max(0, places))
        let nearPlaces = placesPerSecond * Self.near
        let likely =
            places <= nearPlaces
            ? places / placesPerSecond : Self.near + (places - nearPlaces) / laterPlacesPerSecond
        let deviation = places == 0 ? 0 : Self.fourInFive * variance(of: likely).squareRoot()
        return WaitEstimate(likely: likely, low: likely - deviation, high: likely + deviation)
    }

    /// The variance of a wait: of the steps to come, of the pace as measured, and of its drift.
    private func variance(of wait: Double) -> Double {
        // Linear and quadratic in the wait alone, so that a later place never has the smaller lower bound.
        let ofPace =
            wait <= Self.near
            ? wait * wait / measured
            : wait * wait / measuredLater + Self.near * wait * (1 / measured - 1 / measuredLater)
        return Self.tickVariance + unevenness * (wait + ofPace) + drift * wait * wait
    }
}
