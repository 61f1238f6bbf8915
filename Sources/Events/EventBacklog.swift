/// How much is on its way, of all consumers together.
package struct EventBacklog: Sendable, Equatable {
    /// Rows that are neither done nor parked.
    package let waiting: Int
    /// How long the oldest of them has waited, in seconds.
    package let oldestSeconds: Double
    /// Rows that wait for an operator.
    package let parked: Int
}
