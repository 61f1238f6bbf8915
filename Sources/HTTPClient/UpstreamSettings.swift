package import HTTP

/// How one upstream is reached; the bounds are for each loop.
package struct UpstreamSettings: Sendable {
    /// `host:port`, `[v6]:port` or `unix:/path`; names are resolved again while they are in use.
    package var servers: [String]
    /// How long a connect may take; default 2 s.
    package var connectTimeout: Duration = .seconds(2)
    /// How long the first byte of a response may take; default 60 s.
    package var firstByteTimeout: Duration = .seconds(60)
    /// How long a transfer may pause; default 30 s.
    package var idleTimeout: Duration = .seconds(30)
    /// How long an unused connection is kept; default 55 s, below the usual 60 s of upstreams.
    package var keepAliveIdle: Duration = .seconds(55)
    /// Unused connections kept; default 256.
    package var keepAliveConnections: Int = 256
    /// Connections at once; default 4,096.
    package var connections: Int = 4096
    /// How often names are resolved again; default 10 s.
    package var resolveEvery: Duration = .seconds(10)
    /// How long a server that refused a connection is passed over while others stand; default 5 s.
    package var restAfterFailure: Duration = .seconds(5)
    /// Bounds on response heads.
    package var head = HTTPLimits()

    /// Settings with the defaults.
    package init(servers: [String]) {
        self.servers = servers
    }
}
