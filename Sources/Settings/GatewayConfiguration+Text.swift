extension GatewayConfiguration {
    var lines: [String] {
        [
            "gateway:",
            "  listen: \(YAMLText.list(listen.map { YAMLText.quoted($0.description) }))",
            "  ops: \(YAMLText.quoted(ops.description))",
            "  loops: \(loops)",
            "  trusted_proxies: \(YAMLText.list(trustedProxies.map { YAMLText.quoted($0.description) }))",
            "  insecure_cookies: \(insecureCookies)",
            "  drain_delay: \(ScalarText.text(of: drainDelay))",
            "  drain_timeout: \(ScalarText.text(of: drainTimeout))",
            "  limits:",
            "    header_bytes: \(ScalarText.text(ofBytes: limits.headerBytes))",
            "    fields: \(limits.fields)",
            "    request_line_bytes: \(ScalarText.text(ofBytes: limits.requestLineBytes))",
            "    header_timeout: \(ScalarText.text(of: limits.headerTimeout))",
            "    body_idle_timeout: \(ScalarText.text(of: limits.bodyIdleTimeout))",
            "    body_rate: \(limits.bodyRate)",
            "    keep_alive_timeout: \(ScalarText.text(of: limits.keepAliveTimeout))",
            "    connections_per_address: \(limits.connectionsPerAddress)",
            "  fast_path:",
            "    rate: \(fastPath.rate)",
            "    burst: \(fastPath.burst)",
        ]
    }
}
