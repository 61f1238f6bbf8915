/// One series that sorts what it sees into buckets; `MetricsShard.observe` feeds it.
package struct Histogram: Sendable {
    let cell: Int
    let bounds: HistogramBounds
}
