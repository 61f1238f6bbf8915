/// One series that only grows; `MetricsShard.add` counts it.
package struct Counter: Sendable, Equatable {
    let cell: Int
}
