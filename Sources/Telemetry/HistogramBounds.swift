/// The upper ends of a histogram's buckets, at most 16.
///
/// They are held in the value itself, so that reading them costs no reference.
package struct HistogramBounds: Sendable {
    /// How many ends a histogram may have.
    package static let maximum = 16

    let count: Int
    private let ends: InlineArray<16, Double>

    /// Ends in ascending order; the last bucket, up to infinity, is added by itself.
    package init(_ ends: [Double]) {
        // A mistake in our own code, seen by the first test that registers the histogram.
        precondition(!ends.isEmpty && ends.count <= Self.maximum, "a histogram has 1 to 16 bounds")
        precondition(zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 }, "bounds ascend")
        count = ends.count
        self.ends = InlineArray { index in index < ends.count ? ends[index] : .infinity }
    }

    /// Seconds of a request, as OpenTelemetry's HTTP conventions name them.
    package static let requestSeconds = HistogramBounds([
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
    ])

    /// Seconds of a wait in the line, from one second to two hours.
    package static let waitSeconds = HistogramBounds([
        1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 5_400, 7_200,
    ])

    subscript(index: Int) -> Double { ends[index] }

    /// The bucket of a value: the first whose end is not below it, or the one up to infinity.
    func bucket(of value: Double) -> Int {
        var index = 0
        while index < count, value > ends[index] { index += 1 }
        return index
    }
}
