/// Who was overtaken by larger numbers, by how many and for how long.
///
/// Sessions at the door are kept for smaller numbers, so a larger one enters only while the smaller one is
/// not asking: that is the own slow poll. Of two who ask in the same instant the smaller must win; anything
/// else is unfair.
struct Overtaking {
    /// The worst case of one kind.
    struct Worst {
        /// The place that was overtaken.
        var place = 0
        /// How many larger numbers entered before it.
        var numbers = 0
        /// From the first of them to the own entry, in milliseconds.
        var milliseconds: Int64 = 0
    }

    /// The worst by numbers.
    private(set) var most = Worst()
    /// The worst by time.
    private(set) var longest = Worst()
    /// How many places were overtaken at all.
    private(set) var overtaken = 0
    /// How many were told to wait in the very script that let larger numbers in; should be nobody.
    private(set) var unfairly = 0
    /// The most numbers that somebody was passed over by in such a script.
    private(set) var unfairNumbers = 0

    /// Looks at those places whose holders were there.
    init(_ trail: AuditTrail, present: Set<Int>) {
        let unfair = trail.passedOver.filter { present.contains($0.place) }
        unfairly = unfair.count
        unfairNumbers = unfair.map(\.numbers).max() ?? 0
        guard let largest = trail.entries.map(\.place).max() else { return }
        var entered = RankTree(count: largest)
        let largestSoFar = Self.runningMaxima(trail.entries.map(\.place))
        for (index, entry) in trail.entries.enumerated() {
            if present.contains(entry.place),
                let first = Self.firstAbove(entry.place, in: largestSoFar, before: index)
            {
                note(
                    Worst(
                        place: entry.place, numbers: entered.countAbove(entry.place),
                        milliseconds: entry.clock - trail.entries[first].clock))
            }
            entered.insert(entry.place)
        }
    }

    private mutating func note(_ worst: Worst) {
        overtaken += 1
        if worst.numbers > most.numbers { most = worst }
        if worst.milliseconds > longest.milliseconds { longest = worst }
    }

    private static func runningMaxima(_ numbers: [Int]) -> [Int] {
        var largest = 0
        return numbers.map { number in
            largest = max(largest, number)
            return largest
        }
    }

    /// The first entry whose place is larger, among those before `end`; the maxima only grow, so halving
    /// finds it.
    private static func firstAbove(_ place: Int, in maxima: [Int], before end: Int) -> Int? {
        var low = 0
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if maxima[middle] > place { high = middle } else { low = middle + 1 }
        }
        return low < end ? low : nil
    }
}
