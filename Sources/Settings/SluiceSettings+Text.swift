extension SluiceSettings {
    /// The settings in force as YAML, for `--print-config`: every key, also those left at their defaults.
    ///
    /// With `revealing` it reads back as equal settings; without, passwords are replaced by `REDACTED`.
    package func yaml(revealing: Bool = false) -> String {
        var lines = [
            "data: \(YAMLText.quoted(data))",
            "keys: \(YAMLText.quoted(keys))",
            "redis: \(YAMLText.quoted(redis.text(revealing: revealing)))",
            "log:",
            "  level: \(logLevel.rawValue)",
            "token:",
            "  issuer: \(YAMLText.quoted(token.issuer))",
            "  audience: \(YAMLText.quoted(token.audience))",
            "  algorithm: \(token.algorithm.rawValue)",
        ]
        lines += gateway.lines
        lines.append(upstreams.isEmpty ? "upstreams: {}" : "upstreams:")
        for (name, upstream) in upstreams.sorted(by: { $0.key < $1.key }) { lines += upstream.lines(name) }
        lines.append(rooms.isEmpty ? "rooms: []" : "rooms:")
        for room in rooms { lines += room.lines }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension GatewayConfiguration {
    fileprivate var lines: [String] {
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
            "    keep_alive_timeout: \(ScalarText.text(of: limits.keepAliveTimeout))",
            "    connections_per_address: \(limits.connectionsPerAddress)",
            "  fast_path:",
            "    rate: \(fastPath.rate)",
            "    burst: \(fastPath.burst)",
        ]
    }
}

extension UpstreamConfiguration {
    fileprivate func lines(_ name: String) -> [String] {
        [
            "  \(YAMLText.quoted(name)):",
            "    servers: \(YAMLText.list(servers.map { YAMLText.quoted($0.description) }))",
            "    connect_timeout: \(ScalarText.text(of: connectTimeout))",
            "    first_byte_timeout: \(ScalarText.text(of: firstByteTimeout))",
            "    idle_timeout: \(ScalarText.text(of: idleTimeout))",
            "    keep_alive: \(keepAlive)",
            "    keep_alive_timeout: \(ScalarText.text(of: keepAliveTimeout))",
        ]
    }
}

extension RoomConfiguration {
    fileprivate var lines: [String] {
        let times = [session.start, session.idle, session.max].map { ScalarText.text(of: $0) }
        let beats = [heartbeat.every, heartbeat.lostAfter].map { ScalarText.text(of: $0) }
        return [
            "  - name: \(YAMLText.quoted(name))",
            "    match: \(YAMLText.list(match.map(\.text)))",
            "    except: \(YAMLText.list(except.map(\.text)))",
            "    upstream: \(YAMLText.quoted(upstream))",
            "    mode: \(mode.rawValue)",
            "    rate: \(rate)",
            "    capacity: \(capacity)",
            "    session: {start: \(times[0]), idle: \(times[1]), max: \(times[2])}",
            "    recall: \(ScalarText.text(of: recall))",
            "    heartbeat: {every: \(beats[0]), lost_after: \(beats[1])}",
            "    warm_up: \(ScalarText.text(of: warmUp))",
            "    waiting_status: \(waitingStatus)",
            "    identity: \(identity.rawValue)",
            "    message: \(YAMLText.quoted(message))",
        ]
    }
}

extension RequestMatch {
    fileprivate var text: String {
        var parts: [String] = []
        if let host { parts.append("host: \(YAMLText.quoted(host))") }
        parts.append("path: \(YAMLText.quoted(path))")
        if !methods.isEmpty { parts.append("methods: \(YAMLText.list(methods))") }
        return "{\(parts.joined(separator: ", "))}"
    }
}
