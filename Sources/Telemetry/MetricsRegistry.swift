package import Bytes
import Synchronization

/// All series of a process: registered once, counted in shards, summed when somebody reads.
///
/// Registering takes a lock and memory is set aside for all series at the start, so counting needs neither. A
/// name with the same labels twice, or with another kind, is a mistake in our own code and traps, so that a
/// test finds it. When the memory is full (an unusual number of rooms), further series count into a cell that
/// nobody reads, and `sluice_metrics_refused_series` says how many.
package final class MetricsRegistry: Sendable {
    /// Words that no series owns, enough for the largest histogram: where refused ones count.
    private static let spill = HistogramBounds.maximum + 2

    private struct Series {
        let labels: String
        let cell: Int
    }

    private struct Family {
        let name: String
        let help: String
        let kind: MetricKind
        let source: Source
        var series: [Series] = []
    }

    private enum Source {
        case counter, upDown, gauge
        case histogram(HistogramBounds)
    }

    private struct Content {
        var families: [Family] = []
        var places: [String: Int] = [:]
        var taken: Set<String> = []
        var nextCell = MetricsRegistry.spill
        var refused = 0
        var collectors: [@Sendable (inout PrometheusText) -> Void] = []
    }

    private let shards: [MetricsShard]
    private let gauges: AtomicCells
    private let cellCount: Int
    private let content = Mutex(Content())

    /// A registry with a shard for each thread that counts and memory for so many words of series.
    package init(shards: Int, cells: Int = 16_384) {
        cellCount = max(Self.spill, cells)
        let words = cellCount
        self.shards = (0..<max(1, shards)).map { _ in MetricsShard(cells: words) }
        gauges = AtomicCells(count: words)
    }

    /// The share of one thread, from 0; an index past the last takes the last.
    package func shard(_ index: Int) -> MetricsShard {
        shards[min(max(0, index), shards.count - 1)]
    }

    /// Registers a series that only grows.
    package func counter(_ name: String, help: String, labels: [MetricLabel] = []) -> Counter {
        // A mistake in our own code.
        precondition(name.hasSuffix("_total"), "a counter's name ends in _total")
        return Counter(cell: register(name, help, labels, .counter, .counter, words: 1))
    }

    /// Registers a series that goes up and down by steps.
    package func upDownCounter(_ name: String, help: String, labels: [MetricLabel] = []) -> UpDownCounter {
        UpDownCounter(cell: register(name, help, labels, .gauge, .upDown, words: 1))
    }

    /// Registers a series that is set.
    package func gauge(_ name: String, help: String, labels: [MetricLabel] = []) -> Gauge {
        Gauge(cell: register(name, help, labels, .gauge, .gauge, words: 1))
    }

    /// Registers a series of buckets.
    package func histogram(
        _ name: String, help: String, bounds: HistogramBounds, labels: [MetricLabel] = []
    ) -> Histogram {
        let words = bounds.count + 2
        return Histogram(
            cell: register(name, help, labels, .histogram, .histogram(bounds), words: words), bounds: bounds)
    }

    /// Sets a gauge; any thread may, the last one counts.
    package func set(_ gauge: Gauge, _ value: Double) {
        gauges.store(value.bitPattern, at: gauge.cell)
    }

    /// Adds something that writes families of its own whenever somebody reads; it must not block.
    package func addCollector(_ collector: @escaping @Sendable (inout PrometheusText) -> Void) {
        content.withLock { $0.collectors.append(collector) }
    }

    /// The text of all series, families in the order of their registration.
    package func scrape(_ format: MetricsFormat) -> ByteBuffer {
        let (families, collectors, refused) = content.withLock { ($0.families, $0.collectors, $0.refused) }
        var text = PrometheusText(format)
        for family in families { write(family, into: &text) }
        text.family(
            "sluice_metrics_refused_series", .gauge, help: "Series that found no memory and are not shown.")
        text.sample(count: UInt64(refused))
        for collector in collectors { collector(&text) }
        return text.finish()
    }

    private func write(_ family: Family, into text: inout PrometheusText) {
        text.family(family.name, family.kind, help: family.help)
        for series in family.series {
            switch family.source {
            case .counter:
                text.sample(labels: series.labels, count: sum(series.cell))
            case .upDown:
                text.sample(labels: series.labels, value: Double(Int64(bitPattern: sum(series.cell))))
            case .gauge:
                text.sample(labels: series.labels, value: Double(bitPattern: gauges.load(series.cell)))
            case .histogram(let bounds):
                let counts = (0...bounds.count).map { sum(series.cell + $0) }
                let total = shards.reduce(0.0) { sum, shard in
                    sum + Double(bitPattern: shard.cells.load(series.cell + bounds.count + 1))
                }
                text.histogram(labels: series.labels, bounds: bounds, counts: counts, sum: total)
            }
        }
    }

    private func sum(_ cell: Int) -> UInt64 {
        shards.reduce(0) { $0 &+ $1.cells.load(cell) }
    }

    private func register(
        _ name: String, _ help: String, _ labels: [MetricLabel], _ kind: MetricKind, _ source: Source,
        words: Int
    ) -> Int {
        let text = MetricLabel.text(labels)
        return content.withLock { content in
            let isFresh = content.taken.insert("\(name){\(text)}").inserted
            // A mistake in our own code.
            precondition(isFresh, "the series \(name){\(text)} is registered twice")
            let place = content.places[name] ?? content.families.count
            if place == content.families.count {
                content.places[name] = place
                content.families.append(Family(name: name, help: help, kind: kind, source: source))
            }
            // A mistake in our own code.
            precondition(content.families[place].kind == kind, "\(name) is of two kinds")
            guard content.nextCell + words <= cellCount else {
                content.refused += 1
                return 0
            }
            let cell = content.nextCell
            content.nextCell += words
            content.families[place].series.append(Series(labels: text, cell: cell))
            return cell
        }
    }
}
