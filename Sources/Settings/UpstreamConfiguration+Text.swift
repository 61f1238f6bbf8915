extension UpstreamConfiguration {
    func lines(_ name: String) -> [String] {
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
