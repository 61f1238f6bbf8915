import EventLoop
import Glibc
package import Settings
import Synchronization

/// `sluice rush`: people who all want the same seats, through a running gateway, and the verdict.
package enum RushRole {
    /// The command's shape for the command line.
    package static let shape = CommandShape(
        "rush", flags: RushSettings.flags,
        "Sends a crowd for the same seats and says whether each was held once.")

    /// Runs one rush on the calling thread and prints its table.
    ///
    /// Returns the exit code: 0 when everything held, 1 when a check failed, 2 when it could not begin.
    package static func run(_ command: ParsedCommand) -> Int32 {
        let settings: RushSettings
        let loop: Loop
        do throws(RehearsalMistake) {
            settings = try RushSettings(command)
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
            let rush = Rush(settings, on: loop.reactor) { [unowned reactor = loop.reactor] outcome in
                code.withLock { $0 = tell(outcome) }
                reactor.after(.zero) { loop.stop() }
            }
            loop.reactor.after(.zero) { rush.start() }
            // Held by the loop until it ends: everything else refers to the rush weakly.
            loop.reactor.after(.seconds(1_000_000)) { withExtendedLifetime(rush) {} }
        }
        return code.withLock { $0 }
    }

    private static func tell(_ outcome: RushOutcome) -> Int32 {
        let report = RushReport(outcome)
        print(report.table, terminator: "")
        if let path = outcome.settings.report, !report.write(to: path) {
            return refuse("the report cannot be written to \(path)")
        }
        return report.holds ? 0 : 1
    }

    private static func refuse(_ reason: String) -> Int32 {
        let line = Array("sluice rush: \(reason)\n".utf8)
        _ = write(2, line, line.count)
        return 2
    }
}
