/// How long somebody will wait, as an interval: in seconds, none of them negative.
package struct WaitEstimate: Sendable, Equatable {
    /// The most likely wait.
    package let likely: Double
    /// One in ten waits less.
    package let low: Double
    /// One in ten waits longer.
    package let high: Double

    /// An interval; what is out of order is brought between its neighbours.
    package init(likely: Double, low: Double, high: Double) {
        self.likely = max(0, likely)
        self.low = min(max(0, low), self.likely)
        self.high = max(high, self.likely)
    }
}
