import Identity
import Postgres
import Settings

/// `sluice account`: who may do more than travel.
enum AccountCommand {
    /// The commands, with the flags that say where the database is.
    static func shapes(_ flags: [FlagShape]) -> [CommandShape] {
        let role = FlagShape("role", value: "ROLE", repeats: true, "operator or inspector; none for neither")
        return [
            CommandShape("account list", flags: flags, "the accounts that are operators or inspectors"),
            CommandShape(
                "account roles", operands: ["CONTACT"], flags: flags + [role],
                "what the account of a phone number or mail address may do"),
        ]
    }

    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        let roles = command.flags["role"] ?? []
        if let strange = roles.first(where: { !AccountRoster.roles.contains($0) }) {
            Terminal.complain("sluice: there is no role '\(strange)', only operator and inspector")
            return 64
        }
        return DatabaseCommand.run(command, environment: environment) { pool throws(PostgresError) in
            let roster = AccountRoster(pool)
            guard let typed = command.operands.first else {
                for entry in try await roster.staff() {
                    Terminal.say("\(entry.contact)  \(entry.roles.joined(separator: " "))")
                }
                return 0
            }
            guard let contact = Contact(typed), try await roster.setRoles(of: contact, to: roles) else {
                Terminal.complain("sluice: no account has the contact '\(typed)'; it registers first")
                return 1
            }
            return 0
        }
    }
}
