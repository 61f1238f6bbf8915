import Events
import Postgres
import Settings

/// `sluice events list` and `replay`: events that gave up and wait for an operator.
enum EventsCommand {
    /// The commands, with the flags that say where the database is.
    static func shapes(_ flags: [FlagShape]) -> [CommandShape] {
        [
            CommandShape("events list", flags: flags, "events that gave up, with their reasons"),
            CommandShape(
                "events replay", operands: ["ROW"], flags: flags,
                "send an event that gave up on its way again; ROW may be all"),
        ]
    }

    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        DatabaseCommand.run(command, environment: environment) { pool throws(PostgresError) in
            let events = ParkedEvents(pool)
            switch command.operands.first {
            case nil: return try await list(events)
            case "all": return try await replayAll(events)
            case .some(let text):
                guard let row = Int64(text), try await events.replay(row) else {
                    Terminal.complain("sluice: no event \(text) waits for an operator")
                    return 1
                }
                Terminal.say("event \(row) is on its way again")
                return 0
            }
        }
    }

    private static func list(_ events: ParkedEvents) async throws(PostgresError) -> Int32 {
        let entries = try await events.list(limit: 1_000)
        for entry in entries {
            Terminal.say(
                "\(entry.row)  \(entry.consumer)  \(entry.about)  \(entry.tries) tries  \(entry.error)")
        }
        Terminal.say(
            entries.count == 1
                ? "1 event waits for an operator" : "\(entries.count) events wait for an operator")
        return 0
    }

    private static func replayAll(_ events: ParkedEvents) async throws(PostgresError) -> Int32 {
        var count = 0
        // Those that are parked again meanwhile wait for the next command.
        for entry in try await events.list(limit: 10_000) where try await events.replay(entry.row) {
            count += 1
        }
        Terminal.say("\(count) on their way again")
        return 0
    }
}
