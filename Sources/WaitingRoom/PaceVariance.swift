// Links the square root.
import Glibc

/// How unevenly a line moved: from one span to the next, and from one minute to the next.
struct PaceVariance {
    /// Relative variance of what passes in a second.
    let unevenness: Double
    /// Relative variance of the minutes' paces that unevenness alone does not explain.
    let drift: Double

    /// How uneven a line is taken to be before it is measured: a fifth from one span to the next.
    private static let expected = 0.2 * 0.2
    /// So many spans are needed before only the measured value counts.
    private static let enough = 12

    /// The variances of what the history keeps.
    init(_ history: PaceHistory) {
        let yields = (0..<history.count).map { history.span($0).yield }
        let measured = Self.relativeVariance(yields)
        let known = min(1, Double(yields.count) / Double(Self.enough))
        let ofSpan = (measured ?? 0) * known + Self.expected * (1 - known)
        unevenness = ofSpan * history.spanSeconds

        let perMinute = Int(60 / history.spanSeconds)
        let groups = yields.count / perMinute
        // The newest whole minutes: the oldest spans that do not fill one are left out.
        let first = yields.count - groups * perMinute
        let minutes = (0..<groups).map { group in
            yields[first + group * perMinute..<first + (group + 1) * perMinute].reduce(0, +)
                / Double(perMinute)
        }
        let explained = ofSpan / Double(perMinute)
        let ofMinute = Self.relativeVariance(minutes) ?? explained
        // A variance of few values is itself uncertain by this share; only what is beyond it counts as drift.
        let doubt = (2 / Double(max(2, groups - 1))).squareRoot()
        drift = max(0, ofMinute - explained * (1 + doubt))
    }

    /// The variance of values over the square of their mean, or nil for fewer than three or a mean of 0.
    private static func relativeVariance(_ values: [Double]) -> Double? {
        guard values.count >= 3 else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        guard mean > 0 else { return nil }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return squares / Double(values.count - 1) / (mean * mean)
    }
}
