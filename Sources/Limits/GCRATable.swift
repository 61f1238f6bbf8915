/// The limits of many at once, in a fixed amount of memory: one loop's table, without a lock.
///
/// A key's place is one of eight neighbours that a seeded hash names, so every look is bounded, and nobody
/// can aim at another's place without the seed. A newcomer takes the place of the neighbour whose limit is
/// nearest to rest. One at rest loses nothing by that; one that was not may begin afresh, which `evictions`
/// counts: make the table larger then.
package struct GCRATable: ~Copyable {
    private struct Entry {
        var high: UInt64 = 0
        var low: UInt64 = 0
        /// The due time; 0 where nobody is.
        var due: UInt64 = 0
    }

    private static let neighbours = 8

    /// How many were forgotten while their limit was not at rest.
    package private(set) var evictions = 0
    private let limit: GCRA
    private let seed: UInt64
    private let groupMask: Int
    private var entries: [Entry]

    /// A table of one limit for at least `capacity` keys, 24 bytes each; `seed` should be random.
    package init(_ limit: GCRA, capacity: Int, seed: UInt64) {
        self.limit = limit
        self.seed = seed
        let wanted = (min(max(capacity, 1), 1 << 24) + Self.neighbours - 1) / Self.neighbours
        let groups = 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount)
        groupMask = groups - 1
        entries = [Entry](repeating: Entry(), count: groups * Self.neighbours)
    }

    /// Decides about a request of somebody at `now`, in nanoseconds of a clock that does not go back.
    package mutating func decide(_ key: LimitKey, now: UInt64) -> LimitDecision {
        let first = (Int(truncatingIfNeeded: hash(key)) & groupMask) * Self.neighbours
        var stalest = first
        for index in first..<first + Self.neighbours {
            let entry = entries[index]
            if entry.due != 0, entry.high == key.high, entry.low == key.low {
                return limit.decide(&entries[index].due, now: now)
            }
            if entry.due < entries[stalest].due { stalest = index }
        }
        if entries[stalest].due > now { evictions += 1 }
        entries[stalest] = Entry(high: key.high, low: key.low, due: 0)
        return limit.decide(&entries[stalest].due, now: now)
    }

    /// Two rounds of multiplying and folding, each with the seed.
    private func hash(_ key: LimitKey) -> UInt64 {
        let first = (key.high ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        let mixed = first.high ^ first.low ^ key.low ^ (seed << 32 | seed >> 32)
        let second = mixed.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return second.high ^ second.low
    }
}
