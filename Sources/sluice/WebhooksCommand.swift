import Postgres
import Settings
import Tokens
import Webhooks

/// `sluice webhooks`: the endpoints of outsiders.
enum WebhooksCommand {
    /// The commands, with the flags that say where the database is.
    static func shapes(_ flags: [FlagShape]) -> [CommandShape] {
        let types = FlagShape(
            "type", value: "TYPE", repeats: true,
            "an event type such as booking.order.confirmed, or booking.*")
        return [
            CommandShape("webhooks list", flags: flags, "who is told of events"),
            CommandShape(
                "webhooks add", operands: ["URL"], flags: flags + [types],
                "tell somebody of events; prints their secret, once"),
            CommandShape(
                "webhooks rotate", operands: ["ID"], flags: flags,
                "a new secret; the old one signs too until the next time"),
            CommandShape(
                "webhooks replay", operands: ["ID"], flags: flags,
                "enable an endpoint again and send what was given up"),
            CommandShape("webhooks remove", operands: ["ID"], flags: flags, "tell somebody no more"),
        ]
    }

    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        DatabaseCommand.run(command, environment: environment) { pool throws(PostgresError) in
            let endpoints = WebhookEndpoints(pool)
            let operand = command.operands.first ?? ""
            if command.name == "webhooks list" { return try await list(endpoints) }
            if command.name == "webhooks add" {
                return try await add(endpoints, operand, types: command.flags["type"] ?? ["*"])
            }
            guard let id = PostgresUUID(operand), try await change(command.name, id, endpoints) else {
                Terminal.complain("sluice: there is no endpoint \(operand)")
                return 1
            }
            return 0
        }
    }

    private static func list(_ endpoints: WebhookEndpoints) async throws(PostgresError) -> Int32 {
        for entry in try await endpoints.list() {
            let state = entry.disabled.map { "disabled: \($0)" } ?? "enabled"
            Terminal.say(
                "\(entry.id)  \(entry.url)  \(entry.types.joined(separator: " "))  \(state), "
                    + "\(entry.waiting) on their way, \(entry.failed) given up")
        }
        return 0
    }

    private static func add(
        _ endpoints: WebhookEndpoints, _ url: String, types: [String]
    ) async throws(PostgresError) -> Int32 {
        var random = SecureRandom()
        let secret = WebhookSecret(random: &random)
        guard let id = try await endpoints.add(url, types: types, secret: secret) else {
            Terminal.complain("sluice: '\(url)' must be http://host[:port][/path]; TLS is a proxy's business")
            return 64
        }
        Terminal.say("\(id)\n\(secret.revealed)")
        return 0
    }

    private static func change(
        _ name: String, _ id: PostgresUUID, _ endpoints: WebhookEndpoints
    ) async throws(PostgresError) -> Bool {
        switch name {
        case "webhooks rotate":
            var random = SecureRandom()
            let secret = WebhookSecret(random: &random)
            guard try await endpoints.rotate(id, to: secret) else { return false }
            Terminal.say(secret.revealed)
            return true
        case "webhooks replay":
            Terminal.say("\(try await endpoints.replay(id)) on their way again")
            return true
        default: return try await endpoints.remove(id)
        }
    }
}
