/// One thread's share of all series: counting here touches no memory that another thread counts in.
///
/// Each loop takes its own shard. Sharing one is only slower: every step is one atomic operation. Nothing is
/// allocated, locked or looked up.
package final class MetricsShard: Sendable {
    let cells: AtomicCells

    init(cells: Int) {
        self.cells = AtomicCells(count: cells)
    }

    /// Counts.
    package func add(_ counter: Counter, _ count: UInt64 = 1) {
        cells.add(count, at: counter.cell)
    }

    /// Steps up, or down by a negative step; the steps may come from different shards.
    package func add(_ counter: UpDownCounter, _ step: Int) {
        cells.add(UInt64(bitPattern: Int64(step)), at: counter.cell)
    }

    /// Sorts a value into its bucket; one that is not a number is left out.
    package func observe(_ histogram: Histogram, _ value: Double) {
        guard !value.isNaN else { return }
        cells.add(1, at: histogram.cell + histogram.bounds.bucket(of: value))
        cells.add(double: value, at: histogram.cell + histogram.bounds.count + 1)
    }
}
