/// Before whom larger numbers entered, by how many and for how long, wherever they were meanwhile.
///
/// Nobody is overtaken at the door (`DoorOvertaking`), so this is what the own polls cost: a place is called,
/// and until its holder asks larger numbers may.
struct Overtaking {
    /// Those who were overtaken, by place.
    private(set) var places: [Int: OvertakenPlace] = [:]
    /// The worst by numbers.
    private(set) var most = OvertakenPlace()
    /// The worst by time.
    private(set) var longest = OvertakenPlace()

    /// Looks at those places whose holders were there.
    init(_ trail: AuditTrail, present: Set<Int>) {
        let entries = trail.records.flatMap { record in
            record.admitted.map { (place: $0, clock: record.clock) }
        }
        guard let largest = entries.map(\.place).max() else { return }
        var entered = RankTree(count: largest)
        let largestSoFar = Self.runningMaxima(entries.map(\.place))
        for (index, entry) in entries.enumerated() {
            if present.contains(entry.place),
                let first = Self.firstAbove(entry.place, in: largestSoFar, before: index)
            {
                note(
                    OvertakenPlace(
                        place: entry.place, numbers: entered.countAbove(entry.place),
                        milliseconds: entry.clock - entries[first].clock))
            }
            entered.insert(entry.place)
        }
    }

    private mutating func note(_ overtaken: OvertakenPlace) {
        places[overtaken.place] = overtaken
        if overtaken.numbers > most.numbers { most = overtaken }
        if overtaken.milliseconds > longest.milliseconds { longest = overtaken }
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
