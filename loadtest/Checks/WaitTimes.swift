/// How long answers took, in steps of a twelfth: enough for percentiles, small whatever the number.
struct WaitTimes {
    private var buckets = [Int](repeating: 0, count: 512)
    /// How many were counted.
    private(set) var count = 0
    /// The longest, in microseconds.
    private(set) var longest = 0

    /// Counts one, in microseconds.
    mutating func add(_ microseconds: Int) {
        count += 1
        longest = max(longest, microseconds)
        buckets[Self.bucket(max(0, microseconds))] += 1
    }

    /// The time in microseconds below which so large a share stays, to within a twelfth.
    func percentile(_ share: Double) -> Int {
        var left = Int(Double(count) * share)
        for (index, number) in buckets.enumerated() {
            left -= number
            if left < 0 { return min(longest, Self.upperBound(index)) }
        }
        return longest
    }

    /// Eight steps to each doubling.
    private static func bucket(_ value: Int) -> Int {
        guard value >= 8 else { return value }
        let power = Int.bitWidth - 1 - value.leadingZeroBitCount
        return min(511, (power - 2) * 8 + (value >> (power - 3)) & 7)
    }

    private static func upperBound(_ index: Int) -> Int {
        guard index >= 8 else { return index }
        let power = index / 8 + 2
        return (8 + index % 8 + 1) << (power - 3)
    }
}
