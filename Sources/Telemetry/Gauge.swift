/// One series that is set to a value, the same for all threads.
///
/// `MetricsRegistry.set` sets it, and the last one counts.
package struct Gauge: Sendable, Equatable {
    let cell: Int
}
