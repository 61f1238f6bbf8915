package import HTTP

/// The bounds of one listener's connections on one loop.
package struct ServerLimits: Sendable {
    /// Bounds on request heads.
    package var head: HTTPLimits = HTTPLimits()
    /// How long a request head may take from its first byte, and the first one from the connection on.
    ///
    /// Default 10 s.
    package var headTime: Duration = .seconds(10)
    /// How long a body may pause, in either direction; default 30 s.
    package var bodyIdle: Duration = .seconds(30)
    /// Bytes a second that a body moves at least while we wait for the client; default 240.
    ///
    /// In either direction; the slowest of phones is ten times as fast. 0 is no limit.
    package var bodyRate: Int = 240
    /// How long a client may be slower than that; default 30 s.
    package var bodyGrace: Duration = .seconds(30)
    /// How long a connection may rest between requests; default 75 s.
    package var keepAliveIdle: Duration = .seconds(75)
    /// How long after its last response a connection takes in what the client still sends; default 5 s.
    package var lingerTime: Duration = .seconds(5)
    /// Connections at once on this loop; default 8,192.
    package var connections: Int = 8192
    /// Connections at once from one address, loopback not counted; default 1,024.
    package var connectionsPerAddress: Int = 1024
    /// Addresses that are not counted either: proxies, behind which many clients stand; default none.
    package var uncounted: [AddressRange] = []
    /// Bytes of one response or event stream that may wait for a slow client; default 256 KiB.
    package var pendingOutput: Int = 256 * 1024

    /// The defaults.
    package init() {}
}
