import EventLoop
import Settings

extension RushSettings {
    /// The flags of `sluice rush`.
    static let flags = [
        FlagShape("target", value: "ADDR:PORT", "the gateway (127.0.0.1:8080)"),
        FlagShape("host", value: "NAME", "the Host of the requests (the target)"),
        FlagShape("codes", value: "ADDR:PORT", "identity's ops listener (127.0.0.1:9101)"),
        FlagShape("room", value: "ROOM", "the room (demo)"),
        FlagShape("ask", value: "WHAT", "holds, search or map (holds)"),
        FlagShape("people", value: "N", "how many come, each with an account (1187)"),
        FlagShape("seats", value: "N", "how many seats they want (1000)"),
        FlagShape("attempts", value: "N", "attempts on each seat (1187)"),
        FlagShape("together", value: "N", "seats rushed for at once (1)"),
        FlagShape("trips", value: "N", "trips that have these seats (5)"),
        FlagShape("first-day", value: "N", "the first day asked about, from today (1)"),
        FlagShape("days", value: "N", "how many days are asked about (3)"),
        FlagShape("connections", value: "N", "connections at most (1187)"),
        FlagShape("span", value: "TIME", "how long search and map are asked for (5s)"),
        FlagShape("seed", value: "N", "the seed of what is drawn (1)"),
        FlagShape("report", value: "FILE", "where the report goes as JSON"),
        FlagShape("patience", value: "TIME", "when to give up (15m)"),
    ]

    /// The settings of a command line.
    init(_ command: ParsedCommand) throws(RehearsalMistake) {
        self.init()
        target = try Self.address(command, "target") ?? target
        codes = try Self.address(command, "codes") ?? codes
        host = command.value("host") ?? "\(target)"
        room = command.value("room") ?? room
        report = command.value("report")
        do throws(ValueMistake) {
            try readNumbers(command)
        } catch {
            throw RehearsalMistake(text: error.message)
        }
    }

    private mutating func readNumbers(_ command: ParsedCommand) throws(ValueMistake) {
        if let text = command.value("ask") { ask = try ScalarText.choice(text, of: RushAsk.self) }
        people = try Self.number(command, "people", in: 1...100_000) ?? people
        seats = try Self.number(command, "seats", in: 1...100_000) ?? seats
        attempts = try Self.number(command, "attempts", in: 1...100_000) ?? attempts
        together = try Self.number(command, "together", in: 1...1_000) ?? together
        trips = try Self.number(command, "trips", in: 1...1_000) ?? trips
        firstDay = try Self.number(command, "first-day", in: 0...60) ?? firstDay
        days = try Self.number(command, "days", in: 1...60) ?? days
        connections = try Self.number(command, "connections", in: 1...10_000) ?? connections
        seed = try Self.number(command, "seed", in: 0...Int.max).map { UInt64($0) } ?? seed
        if let text = command.value("span") {
            span = try ScalarText.duration(text, in: .milliseconds(100) ... .seconds(3_600))
        }
        if let text = command.value("patience") {
            patience = try ScalarText.duration(text, in: .seconds(1) ... .seconds(86_400))
        }
    }

    private static func number(
        _ command: ParsedCommand, _ flag: String, in range: ClosedRange<Int>
    ) throws(ValueMistake) -> Int? {
        guard let text = command.value(flag) else { return nil }
        return try ScalarText.integer(text, in: range)
    }

    private static func address(
        _ command: ParsedCommand, _ flag: String
    ) throws(RehearsalMistake) -> SocketAddress? {
        guard let text = command.value(flag) else { return nil }
        guard let address = SocketAddress(text) else {
            throw RehearsalMistake(text: "--\(flag) \(text) is not ADDR:PORT")
        }
        return address
    }
}
