/// What one client may ask of a listener: the keys under `gateway.limits`.
package struct ConnectionLimits: Sendable, Equatable {
    /// Bytes of a request's header block (`header_bytes`), 1 KiB to 256 KiB; default 16 KiB.
    package var headerBytes: Int
    /// Header fields of a request (`fields`), 8 to 1,000; default 100.
    package var fields: Int
    /// Bytes of the request line (`request_line_bytes`), 256 B up to `header_bytes`; default 8 KiB.
    package var requestLineBytes: Int
    /// How long a request's head may take from its first byte (`header_timeout`); default 10 s.
    package var headerTimeout: Duration
    /// How long a body may stand still (`body_idle_timeout`); default 30 s.
    package var bodyIdleTimeout: Duration
    /// Bytes a second that a body moves at least after its first 30 s (`body_rate`); default 240.
    ///
    /// 0 is no limit.
    package var bodyRate: Int
    /// How long a connection may rest between requests (`keep_alive_timeout`); default 75 s.
    package var keepAliveTimeout: Duration
    /// Connections that one address may hold on one loop (`connections_per_address`); default 1,000.
    ///
    /// 0 is no limit. Loopback and trusted proxies are never limited.
    package var connectionsPerAddress: Int

    /// Limits with the defaults.
    package init(
        headerBytes: Int = 16 << 10, fields: Int = 100, requestLineBytes: Int = 8 << 10,
        headerTimeout: Duration = .seconds(10), bodyIdleTimeout: Duration = .seconds(30),
        bodyRate: Int = 240, keepAliveTimeout: Duration = .seconds(75), connectionsPerAddress: Int = 1_000
    ) {
        self.headerBytes = headerBytes
        self.fields = fields
        self.requestLineBytes = requestLineBytes
        self.headerTimeout = headerTimeout
        self.bodyIdleTimeout = bodyIdleTimeout
        self.bodyRate = bodyRate
        self.keepAliveTimeout = keepAliveTimeout
        self.connectionsPerAddress = connectionsPerAddress
    }
}
