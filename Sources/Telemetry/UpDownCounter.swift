/// One series that goes up and down by steps, such as requests in flight; `MetricsShard.add` moves it.
package struct UpDownCounter: Sendable, Equatable {
    let cell: Int
}
