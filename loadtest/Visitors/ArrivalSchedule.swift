/// When visitors come: laid down beforehand by the clock, so that slow answers hold nobody back (an open
/// loop).
struct ArrivalSchedule {
    /// The shape of the crowd.
    enum Shape: String, CaseIterable, Sendable {
        /// Independent arrivals at one rate: exponential gaps.
        case poisson
        /// Everybody at the first moment.
        case burst
    }

    private let shape: Shape
    private let meanGap: Double
    private let rest: Double
    private var nextTime: Double = 0
    private var count = 0
    private var random: VisitorRandom

    /// Arrivals of so many visitors over a span in milliseconds; after the first thousand nobody comes for
    /// `rest` milliseconds.
    init(_ shape: Shape, count: Int, span: Double, random: VisitorRandom, rest: Double = 0) {
        self.shape = shape
        self.rest = rest
        meanGap = span / Double(max(1, count))
        self.random = random
        advance()
    }

    /// The time of the next arrival, in milliseconds.
    var time: Int32 { Int32(min(nextTime, 2e9)) }

    /// Goes on to the arrival after.
    mutating func advance() {
        count += 1
        if count == 1001 { nextTime += rest }
        guard shape == .poisson else { return }
        nextTime += random.gap(mean: meanGap)
    }
}
