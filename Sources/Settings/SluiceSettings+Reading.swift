extension SluiceSettings {
    /// How many rooms a file may describe.
    package static let maximumRooms = 256
    /// How many upstreams a file may name.
    package static let maximumUpstreams = 256
    /// How many routes a file may have.
    package static let maximumRoutes = 1_024

    /// Reads the text of `sluice.yaml` with what flags and environment put over it.
    ///
    /// Nothing stops at the first mistake: the error holds all of them, by line. An empty file is all
    /// defaults.
    package static func read(
        yaml: [UInt8], overrides: SettingsOverrides = SettingsOverrides()
    ) throws(SettingsMistakes) -> SluiceSettings {
        let collector = MistakeCollector()
        for mistake in overrides.mistakes { collector.note(mistake) }
        let before = collector.mistakes.count
        let parsed = YAMLDocument.parse(yaml, collector: collector)
        // A file that is not YAML has one mistake; reading half of it would only add false ones.
        if parsed == nil, collector.mistakes.count > before { throw SettingsMistakes(all: collector.sorted) }
        let root = overrides.applied(to: parsed ?? YAMLNode(.mapping([])))
        let settings = SluiceSettings(MappingReader(root, path: "", collector: collector))
        guard collector.mistakes.isEmpty else { throw SettingsMistakes(all: collector.sorted) }
        return settings
    }

    private init(_ reader: MappingReader) {
        var reader = reader
        let folder = { (text: String) throws(ValueMistake) -> String in
            guard !text.isEmpty else { throw ValueMistake("must name a folder") }
            return try ScalarText.text(text, limit: 1_024)
        }
        self.init(data: reader.text("data", default: ".sluice", folder))
        keys = reader.text("keys", default: keys, folder)
        redis = reader.text("redis", default: redis) { text throws(ValueMistake) in try RedisAddress(text) }
        if case .unix(let path) = redis.server, path.utf8.count > 107 {
            reader.note(
                "data", "is so long that the path of its redis.sock has more than 107 bytes: set redis")
        }
        postgres = reader.text("postgres", default: postgres) { text throws(ValueMistake) in
            try PostgresAddress(text)
        }
        var log = reader.mapping("log")
        logLevel = log.text("level", default: logLevel) { text throws(ValueMistake) in
            try ScalarText.choice(text, of: LogThreshold.self)
        }
        log.finish()
        token = TokenConfiguration(reader.mapping("token"))
        login = LoginConfiguration(reader.mapping("identity"), data: data)
        gateway = GatewayConfiguration(reader.mapping("gateway"))
        upstreams = Self.readUpstreams(reader.mapping("upstreams"))
        let names = Set(reader.node["upstreams"].map { MappingReader.keys(of: $0) } ?? [])
        routes = Self.readRoutes(reader.mappings("routes", limit: Self.maximumRoutes), upstreams: names)
        rooms = Self.readRooms(reader.mappings("rooms", limit: Self.maximumRooms), upstreams: names)
        let named = reader.has("services")
        let services = ServicesConfiguration(
            reader.mapping("services"), data: data, behind: gateway.listen)
        self.services = named ? services : nil
        reader.finish()
    }

    private static func readUpstreams(_ reader: MappingReader) -> [String: UpstreamConfiguration] {
        var upstreams: [String: UpstreamConfiguration] = [:]
        if reader.all.count > maximumUpstreams {
            reader.collector.note(reader.node, reader.path, "at most \(maximumUpstreams) upstreams")
        }
        for entry in reader.all.prefix(maximumUpstreams) {
            let path = reader.path(of: entry.key)
            do throws(ValueMistake) {
                _ = try ScalarText.name(entry.key)
            } catch {
                let place = YAMLNode(.refused, line: entry.line, column: entry.column)
                reader.collector.note(place, reader.path, error.message)
            }
            let value = MappingReader(entry.value, path: path, collector: reader.collector)
            upstreams[entry.key] = UpstreamConfiguration(value)
        }
        return upstreams
    }

    private static func readRoutes(
        _ readers: [MappingReader], upstreams: Set<String>
    ) -> [RouteConfiguration] {
        var rules: [RequestMatch: String] = [:]
        return readers.map { reader in
            let before = reader.collector.mistakes.count
            let route = RouteConfiguration(reader, upstreams: upstreams)
            // A rule with a mistake reads as another one.
            guard reader.collector.mistakes.count == before else { return route }
            if let first = rules[route.match] { reader.note("path", "is the same rule as \(first)") }
            rules[route.match] = rules[route.match] ?? reader.path
            return route
        }
    }

    private static func readRooms(_ readers: [MappingReader], upstreams: Set<String>) -> [RoomConfiguration] {
        var rooms: [RoomConfiguration] = []
        var names: [String: String] = [:]
        var rules: [RequestMatch: String] = [:]
        for reader in readers {
            let room = RoomConfiguration(reader, upstreams: upstreams)
            if let first = names[room.name], !room.name.isEmpty {
                reader.note("name", "'\(room.name)' is already the name of \(first)")
            }
            names[room.name, default: reader.path] = names[room.name] ?? reader.path
            for (index, rule) in room.match.enumerated() {
                let path = "\(reader.path).match[\(index)]"
                if let first = rules[rule] {
                    reader.note("match", "match[\(index)] is the same rule as \(first)")
                }
                rules[rule] = rules[rule] ?? path
            }
            rooms.append(room)
        }
        return rooms
    }
}
