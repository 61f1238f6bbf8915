extension SluiceSettings {
    /// The settings in force as YAML, for `--print-config`: every key, also those left at their defaults.
    ///
    /// With `revealing` it reads back as equal settings; without, passwords are replaced by `REDACTED`.
    package func yaml(revealing: Bool = false) -> String {
        var lines = [
            "data: \(YAMLText.quoted(data))",
            "keys: \(YAMLText.quoted(keys))",
            "redis: \(YAMLText.quoted(redis.text(revealing: revealing)))",
            "postgres: \(YAMLText.quoted(postgres.text(revealing: revealing)))",
            "log:",
            "  level: \(logLevel.rawValue)",
            "token:",
            "  issuer: \(YAMLText.quoted(token.issuer))",
            "  audience: \(YAMLText.quoted(token.audience))",
            "  algorithm: \(token.algorithm.rawValue)",
        ]
        lines += login.lines
        lines += gateway.lines
        lines.append(upstreams.isEmpty ? "upstreams: {}" : "upstreams:")
        for (name, upstream) in upstreams.sorted(by: { $0.key < $1.key }) { lines += upstream.lines(name) }
        lines.append(routes.isEmpty ? "routes: []" : "routes:")
        for route in routes { lines.append("  - \(route.text)") }
        lines.append(rooms.isEmpty ? "rooms: []" : "rooms:")
        for room in rooms { lines += room.lines }
        if let services { lines += services.lines }
        return lines.joined(separator: "\n") + "\n"
    }
}
