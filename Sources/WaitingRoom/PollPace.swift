/// How often a page asks, and what it asks for (LINE.md 2.4).
package struct PollPace: Sendable, Equatable {
    /// The longest time between two questions, in seconds.
    package static let slowest = 20
    /// The longest for the next 200 places, in seconds.
    package static let slowestNear = 4
    /// How many places count as the next ones.
    package static let near = 200

    /// Seconds between two questions, 1 to 20; the page adds its own jitter.
    package let refreshSeconds: Int
    /// Whether the page asks for its own place, which is also its beat, and not only for the shared document.
    package let asksOwnPlace: Bool

    /// Every second for its own place: called, or at the door.
    package static let called = PollPace(refreshSeconds: 1, asksOwnPlace: true)
    /// As slowly as can be for the shared document: nothing there changes soon.
    package static let idle = PollPace(refreshSeconds: slowest, asksOwnPlace: false)

    private init(refreshSeconds: Int, asksOwnPlace: Bool) {
        self.refreshSeconds = refreshSeconds
        self.asksOwnPlace = asksOwnPlace
    }

    /// The pace of somebody `distance` numbers beyond serving; the wait in seconds is nil when unknown.
    package init(distance: Int, within: Int, wait: Double?) {
        asksOwnPlace = distance <= within
        let slowest = distance <= Self.near ? Self.slowestNear : Self.slowest
        guard let wait, wait < Double(Self.slowest * 4) else {
            refreshSeconds = slowest
            return
        }
        // A quarter, rounded down: so a page asks every second in its last seconds.
        refreshSeconds = min(slowest, max(1, Int(wait / 4)))
    }

    /// The time to a client's next question: within an eighth of the pace, by `random` in 0 ..< 1.
    package func delay(random: Double) -> Duration {
        .milliseconds(Int64(Double(refreshSeconds) * 1000 * (0.875 + 0.25 * min(1, max(0, random)))))
    }
}
