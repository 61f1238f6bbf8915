import Booking
import Postgres
import Settings

/// `sluice migrate`: brings the database to the schema of this build and the timetable into it.
enum MigrateCommand {
    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        let folder = TimetableFolder.find(
            share: command.value("share"), program: UpPlan.ownExecutable())
        return DatabaseCommand.run(command, environment: environment) { pool throws(MigrateFailure) in
            do throws(MigrationError) {
                let applied = try await Migrations.apply(Schema.migrations, on: pool)
                for migration in applied { Terminal.say("applied \(migration.owner) \(migration.number)") }
                Terminal.say("the schema is that of this build")
            } catch {
                throw .schema(error)
            }
            try await bring(folder, on: pool)
            return 0
        }
    }

    /// Brings the timetable in; the booking service makes the days of the sale from it.
    private static func bring(
        _ folder: TimetableFolder?, on pool: PostgresPool
    ) async throws(MigrateFailure) {
        guard let folder else {
            // A railway may fill the tables by itself.
            return Terminal.say("there is no timetable to bring in")
        }
        do throws(TimetableImportError) {
            let outcome = try await TimetableImport.run(folder, days: nil, on: pool)
            Terminal.say(
                outcome.isChanged ? "the timetable was brought in" : "the timetable is that of its files")
        } catch {
            throw .timetable(error)
        }
    }
}
