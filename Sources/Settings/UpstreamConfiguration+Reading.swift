extension UpstreamConfiguration {
    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        let servers = reader.texts("servers", default: [], limit: 256) { text throws(ValueMistake) in
            try ServerAddress(text)
        }
        self.init(servers: servers)
        if !reader.has("servers") {
            reader.noteAbsence("servers")
        } else if servers.isEmpty {
            reader.noteWhenEmpty("servers", "needs at least one server")
        }
        var seen: Set<ServerAddress> = []
        for server in servers where !seen.insert(server).inserted {
            reader.note("servers", "\(server) stands twice")
        }
        let times = Duration.milliseconds(10) ... .seconds(3_600)
        connectTimeout = reader.duration("connect_timeout", default: connectTimeout, in: times)
        firstByteTimeout = reader.duration("first_byte_timeout", default: firstByteTimeout, in: times)
        idleTimeout = reader.duration("idle_timeout", default: idleTimeout, in: times)
        keepAlive = reader.plain("keep_alive", default: keepAlive) { text throws(ValueMistake) in
            try ScalarText.integer(text, in: 0...100_000)
        }
        keepAliveTimeout = reader.duration("keep_alive_timeout", default: keepAliveTimeout, in: times)
        reader.finish()
    }

    /// Checks that an upstream of this name stands in the file.
    static func checkedName(_ text: String, among upstreams: Set<String>) throws(ValueMistake) -> String {
        if upstreams.contains(text) { return text }
        let known = upstreams.sorted()
        let hint = NearestKey.to(text, among: known).map { "did you mean '\($0)'?" }
        let names = known.isEmpty ? "there are none" : "there are \(known.joined(separator: ", "))"
        throw ValueMistake("no upstream is called '\(ScalarText.clipped(text))': \(hint ?? names)")
    }
}
