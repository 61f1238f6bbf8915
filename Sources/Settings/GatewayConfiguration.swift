/// How the gateway listens and whom it trusts: the keys under `gateway`.
package struct GatewayConfiguration: Sendable, Equatable {
    /// Where visitors come in (`listen`), at least one; default `127.0.0.1:8080`.
    package var listen: [ListenAddress]
    /// Where health, metrics and the operators' API are served (`ops`); default `127.0.0.1:9090`.
    package var ops: ListenAddress
    /// Event loops, 0 for one a core (`loops`), at most 1,024; default 0.
    package var loops: Int
    /// Peers whose `X-Forwarded-*` fields are believed (`trusted_proxies`); default none.
    package var trustedProxies: [CIDRBlock]
    /// Whether cookies go out without `Secure` over plain HTTP (`insecure_cookies`); default false.
    ///
    /// Over loopback they always do.
    package var insecureCookies: Bool
    /// How long readiness says no before the listeners close (`drain_delay`); default 5 s.
    package var drainDelay: Duration
    /// How long requests in progress may take after that (`drain_timeout`); default 20 s.
    package var drainTimeout: Duration
    /// What one client may ask.
    package var limits: ConnectionLimits
    /// How many of one address may go straight in.
    package var fastPath: FastPathLimit

    /// A gateway with the defaults.
    package init(
        listen: [ListenAddress] = [.address(IPAddress(ipv4: 0x7F00_0001), port: 8080)],
        ops: ListenAddress = .address(IPAddress(ipv4: 0x7F00_0001), port: 9090), loops: Int = 0,
        trustedProxies: [CIDRBlock] = [], insecureCookies: Bool = false, drainDelay: Duration = .seconds(5),
        drainTimeout: Duration = .seconds(20), limits: ConnectionLimits = ConnectionLimits(),
        fastPath: FastPathLimit = FastPathLimit()
    ) {
        self.listen = listen
        self.ops = ops
        self.loops = loops
        self.trustedProxies = trustedProxies
        self.insecureCookies = insecureCookies
        self.drainDelay = drainDelay
        self.drainTimeout = drainTimeout
        self.limits = limits
        self.fastPath = fastPath
    }
}
