/// Finds the known key that somebody most likely meant.
enum NearestKey {
    /// The known key at most two edits away from `key`, or equal but for case, dashes and plurals, if any.
    static func to(_ key: String, among known: [String]) -> String? {
        guard key.utf8.count <= 40 else { return nil }
        let folded = fold(key)
        if let same = known.first(where: { fold($0) == folded }) { return same }
        let near = known.map { ($0, distance(folded, fold($0))) }.min { $0.1 < $1.1 }
        guard let (best, edits) = near, edits <= min(2, key.utf8.count / 2) else { return nil }
        return best
    }

    private static func fold(_ key: String) -> [UInt8] {
        key.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
    }

    /// The edit distance in which two neighbours changing places is one edit (optimal string alignment).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let same = left[row] == right[column] ? 0 : 1
                var best = min(previous[column] + same, previous[column + 1] + 1, current[column] + 1)
                let swapped =
                    row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
                if swapped { best = min(best, before[column - 1] + 1) }
                current.append(best)
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}
