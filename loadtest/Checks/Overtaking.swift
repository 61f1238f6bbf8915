/// Who was overtaken by larger numbers, by how many and for how long.
///
/// Until somebody first asks at the door, larger numbers may pass: that is the own slow poll. From then on none may.
struct Overtaking {
    /// The worst case of one cause.
    struct Worst {
        /// The place that was overtaken.
        var place = 0
        /// How many larger numbers entered before it.
        var numbers = 0
        /// From the first of them to the own turn (asking or entering), in milliseconds.
        var milliseconds: Int64 = 0
    }

    /// The worst, by numbers, that anybody met before asking.
    private(set) var bySlowPoll = Worst()
    /// The worst, by numbers, that anybody met at the door; should be nothing.
    private(set) var atDoor = Worst()
    /// How many places met anything at the door.
    private(set) var overtakenAtDoor = 0

    /// Looks at those places whose holders were there.
    init(_ trail: AuditTrail, present: Set<Int>) {
        let entries = trail.entries
        guard let largest = entries.map(\.place).max() else { return }
        var entered = RankTree(count: largest)
        var largestSoFar: [Int] = []
        largestSoFar.reserveCapacity(entries.count)
        for entry in entries { largestSoFar.append(max(entry.place, largestSoFar.last ?? 0)) }
        // Those who asked after so many entries, looked at when the tree holds exactly these.
        var asking: [Int: [Int]] = [:]
        for (place, count) in trail.askedAfter where present.contains(place) { asking[count, default: []].append(place) }
        var before: [Int: Int] = [:]
        for index in 0...entries.count {
            for place in asking[index] ?? [] where place <= largest { before[place] = entered.countAbove(place) }
            guard index < entries.count else { break }
            let entry = entries[index]
            if present.contains(entry.place) {
                let passed = entered.countAbove(entry.place)
                let first = Self.firstAbove(entry.place, in: largestSoFar, before: index)
                let since = first.map { entries[$0].clock } ?? entry.clock
                note(entry, passed: passed, whenAsked: before[entry.place] ?? passed, since: since, trail)
            }
            entered.insert(entry.place)
        }
    }

    private mutating func note(
        _ entry: AuditTrail.Entry, passed: Int, whenAsked: Int, since: Int64, _ trail: AuditTrail
    ) {
        if whenAsked > bySlowPoll.numbers {
            let asked = trail.askedAt[entry.place] ?? entry.clock
            bySlowPoll = Worst(place: entry.place, numbers: whenAsked, milliseconds: asked - since)
        }
        let atDoor = passed - whenAsked
        if atDoor > 0 { overtakenAtDoor += 1 }
        if atDoor > self.atDoor.numbers {
            let asked = trail.askedAt[entry.place] ?? entry.clock
            self.atDoor = Worst(place: entry.place, numbers: atDoor, milliseconds: entry.clock - asked)
        }
    }

    /// The first entry whose place is larger, among those before `end`; the maxima only grow, so halving finds it.
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
