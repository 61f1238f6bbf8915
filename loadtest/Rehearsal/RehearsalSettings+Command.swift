import EventLoop
import Redis
import Settings

extension RehearsalSettings {
    /// The flags of `sluice rehearse`.
    static let flags = [
        FlagShape("target", value: "ADDR:PORT", repeats: true, "a gateway (127.0.0.1:8080)"),
        FlagShape("host", value: "NAME", "the Host of the requests (the first target)"),
        FlagShape("room", value: "ROOM", "the room (demo)"),
        FlagShape("redis", value: "unix:PATH|ADDR:PORT", "the room's Redis, for the checks"),
        FlagShape("visitors", value: "N", "how many come (10000)"),
        FlagShape("span", value: "TIME", "over how long they come (10s)"),
        FlagShape("arrivals", value: "SHAPE", "poisson or burst (poisson)"),
        FlagShape("absent", value: "PERCENT", "who never come back (30)"),
        FlagShape("late", value: "PERCENT", "who come late (10)"),
        FlagShape("unused", value: "PERCENT", "who never use their session (10)"),
        FlagShape("stay", value: "TIME", "how long a visit lasts (2s)"),
        FlagShape("late-by", value: "TIME", "how late the late ones come at most (20s)"),
        FlagShape("page", value: "PATH", "the page they read (/)"),
        FlagShape("leave-page", value: "PATH", "the page that ends a session (/leave)"),
        FlagShape("connections", value: "N", "connections at most (256)"),
        FlagShape("seed", value: "N", "the seed of the crowd (1)"),
        FlagShape("report", value: "FILE", "where the report goes as JSON"),
        FlagShape("patience", value: "TIME", "when to give up (10m)"),
    ]

    /// The settings of a command line.
    init(_ command: ParsedCommand) throws(RehearsalMistake) {
        self.init()
        try readPlaces(command)
        do throws(ValueMistake) {
            try readCrowd(command)
            try readTimes(command)
        } catch {
            throw RehearsalMistake(text: error.message)
        }
        guard absent + late + unused <= 1.000001 else {
            throw RehearsalMistake(text: "absent, late and unused are more than 100 percent together")
        }
    }

    private mutating func readPlaces(_ command: ParsedCommand) throws(RehearsalMistake) {
        if let targets = command.flags["target"] {
            gateways = []
            for target in targets {
                guard let address = SocketAddress(target) else {
                    throw RehearsalMistake(text: "--target \(target) is not ADDR:PORT with a numeric address")
                }
                gateways.append(address)
            }
            guard gateways.count <= 64 else { throw RehearsalMistake(text: "at most 64 targets") }
        }
        host = command.value("host") ?? "\(gateways[0])"
        room = command.value("room") ?? room
        page = command.value("page") ?? page
        leavePage = command.value("leave-page") ?? leavePage
        report = command.value("report")
        guard let text = command.value("redis") else { return }
        switch SocketAddress(text) {
        case .unix(let path): redis = .unix(path)
        case .some(let address) where address.port != nil:
            let host =
                text.prefix { $0 != "]" }.hasPrefix("[")
                ? String(text.dropFirst().prefix { $0 != "]" })
                : String(text.prefix { $0 != ":" })
            redis = .tcp(host: host, port: address.port ?? 6379)
        default: throw RehearsalMistake(text: "--redis \(text) is neither unix:PATH nor ADDR:PORT")
        }
    }

    private mutating func readCrowd(_ command: ParsedCommand) throws(ValueMistake) {
        if let text = command.value("visitors") {
            visitors = try ScalarText.integer(text, in: 1...10_000_000)
        }
        if let text = command.value("arrivals") {
            shape = try ScalarText.choice(text, of: ArrivalSchedule.Shape.self)
        }
        if let text = command.value("connections") {
            connections = try ScalarText.integer(text, in: 1...10_000)
        }
        if let text = command.value("seed") {
            seed = UInt64(try ScalarText.integer(text, in: 0...Int.max))
        }
        absent = try Self.share(command.value("absent"), usual: absent)
        late = try Self.share(command.value("late"), usual: absent >= 1 ? 0 : late)
        unused = try Self.share(command.value("unused"), usual: absent >= 1 ? 0 : unused)
    }

    private mutating func readTimes(_ command: ParsedCommand) throws(ValueMistake) {
        if let text = command.value("span") {
            span = try ScalarText.duration(text, in: .zero ... .seconds(86_400))
        }
        if let text = command.value("stay") {
            stay = try ScalarText.duration(text, in: .zero ... .seconds(45))
        }
        if let text = command.value("late-by") {
            lateBy = try ScalarText.duration(text, in: .zero ... .seconds(3_600))
        }
        if let text = command.value("patience") {
            patience = try ScalarText.duration(text, in: .seconds(1) ... .seconds(86_400))
        }
    }

    private static func share(_ text: String?, usual: Double) throws(ValueMistake) -> Double {
        guard let text else { return usual }
        return Double(try ScalarText.integer(text, in: 0...100)) / 100
    }
}
