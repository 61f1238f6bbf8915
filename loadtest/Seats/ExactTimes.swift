/// How long answers took, each kept: two groups of different size are compared by their percentiles.
struct ExactTimes {
    private var microseconds: [UInt32] = []

    /// How many there are.
    var count: Int { microseconds.count }

    /// Makes room for so many.
    mutating func reserve(_ count: Int) {
        microseconds.reserveCapacity(count)
    }

    /// Adds one, in microseconds.
    mutating func add(_ time: Int) {
        microseconds.append(UInt32(clamping: time))
    }

    /// The times from the shortest to the longest.
    func sorted() -> [UInt32] { microseconds.sorted() }

    /// The time in microseconds that so large a share of sorted times stays at or below; 0 without any.
    static func percentile(_ share: Double, of sorted: [UInt32]) -> Int {
        guard !sorted.isEmpty else { return 0 }
        let place = Int((Double(sorted.count) * share).rounded(.up)) - 1
        return Int(sorted[min(sorted.count - 1, max(0, place))])
    }
}
