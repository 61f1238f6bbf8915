/// What every service has to be told: where it listens, how many loops, how many database connections.
package struct ServiceFrame: Sendable, Equatable {
    /// Where requests come in (`listen`); only the gateway and the other services should reach it.
    package var listen: ListenAddress
    /// Where health and metrics are (`ops`).
    package var ops: ListenAddress
    /// Event loops (`loops`), 0 for one a core, at most 1,024; default 1.
    package var loops: Int
    /// Connections to Postgres that each loop keeps (`database_connections`), 1 to 64; default 4.
    package var databaseConnections: Int

    /// A frame on these ports of loopback.
    package init(port: UInt16, opsPort: UInt16, loops: Int = 1, databaseConnections: Int = 4) {
        listen = .address(IPAddress(ipv4: 0x7F00_0001), port: port)
        ops = .address(IPAddress(ipv4: 0x7F00_0001), port: opsPort)
        self.loops = loops
        self.databaseConnections = databaseConnections
    }

    /// Takes the keys of the frame out of a service's mapping.
    mutating func read(_ reader: inout MappingReader) {
        listen = reader.text("listen", default: listen) { text throws(ValueMistake) in
            try ListenAddress(text)
        }
        ops = reader.text("ops", default: ops) { text throws(ValueMistake) in try ListenAddress(text) }
        loops = reader.plain("loops", default: loops) { text throws(ValueMistake) in
            try ScalarText.integer(text, in: 0...1_024)
        }
        databaseConnections = reader.plain("database_connections", default: databaseConnections) {
            text throws(ValueMistake) in
            try ScalarText.integer(text, in: 1...64)
        }
    }

    /// The keys as they stand in a service's mapping.
    var lines: [String] {
        [
            "    listen: \(YAMLText.quoted(listen.description))",
            "    ops: \(YAMLText.quoted(ops.description))",
            "    loops: \(loops)",
            "    database_connections: \(databaseConnections)",
        ]
    }
}
