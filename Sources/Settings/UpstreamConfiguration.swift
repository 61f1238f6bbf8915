/// A group of equal servers behind the gateway: one entry under `upstreams`.
package struct UpstreamConfiguration: Sendable, Equatable {
    /// The servers (`servers`), 1 to 256.
    package var servers: [ServerAddress]
    /// How long connecting may take (`connect_timeout`); default 2 s.
    package var connectTimeout: Duration
    /// How long the first byte of an answer may take (`first_byte_timeout`); default 30 s.
    package var firstByteTimeout: Duration
    /// How long an answer may stand still after that (`idle_timeout`); default 30 s.
    package var idleTimeout: Duration
    /// Idle connections that each loop keeps to each server (`keep_alive`), 0 for none; default 512.
    package var keepAlive: Int
    /// How long an idle connection is kept (`keep_alive_timeout`); default 50 s.
    ///
    /// It belongs below what the server allows.
    package var keepAliveTimeout: Duration

    /// An upstream with the defaults.
    package init(
        servers: [ServerAddress], connectTimeout: Duration = .seconds(2),
        firstByteTimeout: Duration = .seconds(30),
        idleTimeout: Duration = .seconds(30), keepAlive: Int = 512, keepAliveTimeout: Duration = .seconds(50)
    ) {
        self.servers = servers
        self.connectTimeout = connectTimeout
        self.firstByteTimeout = firstByteTimeout
        self.idleTimeout = idleTimeout
        self.keepAlive = keepAlive
        self.keepAliveTimeout = keepAliveTimeout
    }
}
