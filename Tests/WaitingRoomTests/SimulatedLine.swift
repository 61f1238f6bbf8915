import WaitingRoom
import TestKit

/// A long line before a small site: it passes absent places and calls as many as rate and capacity allow.
struct SimulatedLine {
    var rate: Double
    var absent: Double
    /// Sessions at once and their mean stay in seconds, exponential; nil when only the rate counts.
    var site: (capacity: Int, stay: Double)?
    var random: SeededRandom
    private(set) var snapshot = RoomSnapshot()
    /// When each number was called or passed, in seconds.
    private(set) var calledAt: [Double] = [0]
    private var tokens = 0.0
    private var active = 0
    private var time = 0.0

    init(rate: Double, absent: Double, site: (capacity: Int, stay: Double)? = nil, seed: UInt64) {
        self.rate = rate
        self.absent = absent
        self.site = site
        random = SeededRandom(seed: seed)
        snapshot.issued = 1_000_000
        snapshot.rate = rate
        snapshot.roomTime = 1_000_000
        snapshot.lineTime = 1_000_000
    }

    /// Seconds since the line began.
    var now: Double { time }

    /// A quarter of a second of the line.
    mutating func tick() {
        time += 0.25
        snapshot.rate = rate
        snapshot.roomTime += 250
        snapshot.lineTime += 250
        tokens = min(tokens + rate * 0.25, 1 + 2 * rate)
        if let site {
            for _ in 0..<active where Double.random(in: 0..<1, using: &random) < 0.25 / site.stay {
                active -= 1
            }
        }
        while tokens >= 1, active < (site?.capacity ?? .max) {
            snapshot.serving += 1
            calledAt.append(time)
            guard Double.random(in: 0..<1, using: &random) >= absent else { continue }
            tokens -= 1
            if site != nil { active += 1 }
        }
    }
}
