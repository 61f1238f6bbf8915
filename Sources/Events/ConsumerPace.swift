/// The pace and the bounds of a consumer.
package struct ConsumerPace: Sendable {
    /// The most events in progress at once; 4 by default.
    package var parallel = 4
    /// How long one read waits for an entry; 2 s by default.
    package var block: Duration = .seconds(2)
    /// How often entries of dead consumers are looked for; 30 s by default.
    package var claimEvery: Duration = .seconds(30)
    /// How long an entry must have been with another consumer to count as a dead one's; 60 s by default.
    package var claimAfter: Duration = .seconds(60)
    /// How long it waits after a failure; 500 ms by default.
    package var afterFailure: Duration = .milliseconds(500)

    /// The pace of a running system.
    package init() {}
}
