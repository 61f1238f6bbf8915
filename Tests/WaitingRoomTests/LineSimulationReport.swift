import WaitingRoom

/// What a simulated rush showed (DESIGN.md 9).
struct LineSimulationReport {
    var issued: Set<Int> = []
    var issuedTwice = 0
    var mostActive = 0
    /// Every admission in its order.
    var admissions: [(time: Int64, place: Int)] = []
    /// How often somebody was left at the door by a call that let a larger number in.
    var overtakenAtDoor = 0
    /// When each place was called or passed over.
    var calledAt: [Int: Int64] = [:]
    var waitingTicks = 0
    var activeWhileWaiting = 0
    var lastWaiting: Int64 = 0
    var end: Int64 = 0
    var visitors: [SimulatedVisitor] = []

    /// The share of the capacity in use while people waited.
    func use(of capacity: Int) -> Double {
        Double(activeWhileWaiting) / Double(max(1, waitingTicks * capacity))
    }

    /// By how much any span of time had more admissions than rate · T + 1 + 2 · rate; not above zero when all
    /// is well.
    func worstBurst(rate: Double) -> Double {
        var lowest = Double.infinity
        var worst = -Double.infinity
        for (index, admission) in admissions.enumerated() {
            let level = Double(index) - rate * Double(admission.time) / 1000
            lowest = min(lowest, level)
            worst = max(worst, level - lowest + 1 - (1 + 2 * rate))
        }
        return worst
    }

    /// For each admitted place, how many larger ones were admitted before it.
    func overtaken() -> [Int: Int] {
        var before = SortedPlaces()
        var counts: [Int: Int] = [:]
        for admission in admissions {
            counts[admission.place] = before.count - before.count(below: admission.place)
            before.insert(admission.place)
        }
        return counts
    }
}
