/// How many visitors of one address may go straight in: the keys under `gateway.fast_path`.
///
/// Without it a client that keeps no cookies could take every free session, 20 s each. Who is over the limit
/// gets a place in the line and loses nothing else. Loopback is never limited.
package struct FastPathLimit: Sendable, Equatable {
    /// Visitors a second of one address (IPv6: of one /64) on one loop (`rate`), above 0; default 20.
    package var rate: Double
    /// Visitors at once after a rest (`burst`), at least 1; default 100.
    package var burst: Int

    /// A limit with the defaults: generous, since mobile carriers put thousands behind one address.
    package init(rate: Double = 20, burst: Int = 100) {
        self.rate = rate
        self.burst = burst
    }
}
