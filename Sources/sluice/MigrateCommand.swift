import Postgres
import Settings

/// `sluice migrate`: brings the database to the schema of this build, and says what it did.
enum MigrateCommand {
    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        DatabaseCommand.run(command, environment: environment) { pool throws(MigrationError) in
            let applied = try await Migrations.apply(Schema.migrations, on: pool)
            for migration in applied { Terminal.say("applied \(migration.owner) \(migration.number)") }
            Terminal.say("the schema is that of this build")
            return 0
        }
    }
}
