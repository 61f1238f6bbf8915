import EventLoop
import Glibc
package import Settings
import Synchronization

/// `sluice rehearse`: a rush against running gateways, and the verdict.
package enum RehearsalRole {
    /// The command's shape for the command line.
    package static let shape = CommandShape(
        "rehearse", flags: RehearsalSettings.flags,
        "Sends a crowd to a room and says whether the line held its rules.")

    /// Runs one rehearsal on the calling thread and prints its table.
    ///
    /// Returns the exit code: 0 when everything held, 1 when a check failed, 2 when it could not begin.
    package static func run(_ command: ParsedCommand) -> Int32 {
        let settings: RehearsalSettings
        let loop: Loop
        do throws(RehearsalMistake) {
            settings = try RehearsalSettings(command)
        } catch {
            return refuse(error.text)
        }
        do throws(SystemError) {
            loop = try Loop()
        } catch {
            return refuse("\(error)")
        }
        let code = Mutex<Int32>(2)
        loop.run { loop in
            let run = RehearsalRun(settings, on: loop) { [unowned reactor = loop.reactor] outcome in
                code.withLock { $0 = tell(outcome, settings) }
                reactor.after(.zero) { loop.stop() }
            }
            loop.reactor.after(.zero) { run.start() }
            // Held by the loop until it ends: everything else refers to the run weakly.
            loop.reactor.after(.seconds(1_000_000)) { withExtendedLifetime(run) {} }
        }
        return code.withLock { $0 }
    }

    private static func tell(_ outcome: RehearsalOutcome?, _ settings: RehearsalSettings) -> Int32 {
        guard let outcome else { return refuse("redis does not answer") }
        let report = RehearsalReport(outcome)
        print(report.table, terminator: "")
        if let path = settings.report, !report.write(to: path) {
            return refuse("the report cannot be written to \(path)")
        }
        return report.holds ? 0 : 1
    }

    private static func refuse(_ reason: String) -> Int32 {
        let line = Array("sluice rehearse: \(reason)\n".utf8)
        _ = write(2, line, line.count)
        return 2
    }
}
