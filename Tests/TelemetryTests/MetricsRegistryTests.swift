import Bytes
import Dispatch
import Telemetry
import Testing

@Suite("Metrics")
struct MetricsRegistryTests {
    private let registry = MetricsRegistry(shards: 3)

    private func scraped(_ format: MetricsFormat = .prometheus) -> String {
        registry.scraped(format)
    }

    @Test("of all shards are summed")
    func sums() {
        let counter = registry.counter("sluice_x_total", help: "X.", labels: [MetricLabel("room", "a")])
        let other = registry.counter("sluice_x_total", help: "X.", labels: [MetricLabel("room", "b")])
        let level = registry.upDownCounter("sluice_level", help: "L.")
        let gauge = registry.gauge("sluice_g", help: "G.")
        for shard in 0..<3 { registry.shard(shard).add(counter, UInt64(shard + 1)) }
        registry.shard(7).add(other)
        registry.shard(0).add(level, 5)
        registry.shard(1).add(level, -7)
        registry.set(gauge, 0.5)
        #expect(
            scraped() == """
                # HELP sluice_x_total X.
                # TYPE sluice_x_total counter
                sluice_x_total{room="a"} 6
                sluice_x_total{room="b"} 1
                # HELP sluice_level L.
                # TYPE sluice_level gauge
                sluice_level -2
                # HELP sluice_g G.
                # TYPE sluice_g gauge
                sluice_g 0.5
                # HELP sluice_metrics_refused_series Series that found no memory and are not shown.
                # TYPE sluice_metrics_refused_series gauge
                sluice_metrics_refused_series 0

                """)
    }

    @Test("in buckets are cumulative, with sum and count")
    func histograms() {
        let histogram = registry.histogram(
            "h_seconds", help: "H.", bounds: HistogramBounds([0.5, 1]), labels: [MetricLabel("a", "b")])
        for value in [0.1, 0.5, 0.75, 1, 3] { registry.shard(0).observe(histogram, value) }
        registry.shard(1).observe(histogram, 0.25)
        registry.shard(1).observe(histogram, .nan)
        #expect(
            scraped().hasPrefix(
                """
                # HELP h_seconds H.
                # TYPE h_seconds histogram
                h_seconds_bucket{a="b",le="0.5"} 3
                h_seconds_bucket{a="b",le="1"} 5
                h_seconds_bucket{a="b",le="+Inf"} 6
                h_seconds_sum{a="b"} 5.6
                h_seconds_count{a="b"} 6

                """))
        #expect(scraped(.openMetrics).contains("le=\"1.0\"} 5"))
    }

    @Test("as OpenMetrics name counters without _total in their type and end with EOF")
    func openMetrics() {
        registry.shard(0).add(registry.counter("sluice_x_total", help: "X \\ \n."))
        let text = scraped(.openMetrics)
        #expect(text.hasPrefix("# HELP sluice_x X \\\\ \\n.\n# TYPE sluice_x counter\nsluice_x_total 1\n"))
        #expect(text.hasSuffix("\n# EOF\n"))
        #expect(!scraped().contains("EOF"))
    }

    @Test("escape what stands in a label and leave empty labels out")
    func labels() {
        _ = registry.gauge("g", help: "G.", labels: [MetricLabel("a", "\"\\\n"), MetricLabel("b", "")])
        #expect(scraped().contains(#"g{a="\"\\\n"} 0"#))
    }

    @Test("beyond the memory are refused and counted, and count nowhere")
    func full() {
        let small = MetricsRegistry(shards: 1, cells: 20)
        let counters = (0..<5).map { small.counter("c\($0)_total", help: "C.") }
        for counter in counters { small.shard(0).add(counter) }
        let histogram = small.histogram("h", help: "H.", bounds: .waitSeconds)
        small.shard(0).observe(histogram, 9_999)
        let text = small.scraped()
        #expect(text.contains("c1_total 1\n"))
        #expect(!text.contains("c2_total 1"))
        #expect(text.contains("sluice_metrics_refused_series 4\n"))
    }

    @Test("counted by many threads lose nothing")
    func threads() {
        let registry = registry
        let counter = registry.counter("c_total", help: "C.")
        let histogram = registry.histogram("h", help: "H.", bounds: HistogramBounds([1]))
        let meeting = Meeting()
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            meeting.arrive()
            let shard = registry.shard(0)
            for _ in 0..<500_000 {
                shard.add(counter)
                shard.observe(histogram, 0.5)
            }
        }
        #expect(scraped().contains("c_total 1000000\n"))
        #expect(scraped().contains("h_sum 500000\n"))
    }

    @Test("registered twice trap")
    func twice() async {
        await #expect(processExitsWith: .failure) {
            let registry = MetricsRegistry(shards: 1)
            _ = registry.counter("c_total", help: "C.", labels: [MetricLabel("a", "b")])
            _ = registry.counter("c_total", help: "C.", labels: [MetricLabel("a", "b")])
        }
    }

    @Test("are written in the form that the reader likes best")
    func negotiation() {
        let prometheus =
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
        #expect(MetricsFormat(accept: prometheus) == .openMetrics)
        #expect(MetricsFormat(accept: "text/plain, application/openmetrics-text") == .prometheus)
        #expect(MetricsFormat(accept: "") == .prometheus)
        #expect(MetricsFormat(accept: "text/html, */*") == .prometheus)
        #expect("\(MetricsFormat.prometheus.contentType)" == "text/plain; version=0.0.4; charset=utf-8")
    }
}
