/// Counts how many inserted numbers are above a number: a binary indexed tree (Fenwick 1994).
struct RankTree {
    private var sums: [Int]
    private var total = 0

    /// A tree for the numbers 1 to `count`.
    init(count: Int) {
        sums = [Int](repeating: 0, count: count + 1)
    }

    /// Inserts a number.
    mutating func insert(_ number: Int) {
        total += 1
        var index = number
        while index > 0, index < sums.count {
            sums[index] += 1
            index += index & -index
        }
    }

    /// How many inserted numbers are larger.
    func countAbove(_ number: Int) -> Int {
        var index = min(number, sums.count - 1)
        var below = 0
        while index > 0 {
            below += sums[index]
            index -= index & -index
        }
        return total - below
    }
}
