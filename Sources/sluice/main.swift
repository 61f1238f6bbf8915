import Glibc
import ServiceKit
import Settings
import Supervisor

// A role whose parent is gone must not live on: before anything else, watch the lifeline that `sluice up`
// gave it.
Lifeline.inherited()?.watch()

let environment = ProcessEnvironment.current()
let arguments = Array(CommandLine.arguments.dropFirst())

do throws(CommandLineMistake) {
    let command = try Commands.grammar.parse(arguments)
    exit(Commands.run(command, environment: environment))
} catch {
    switch error {
    case .help(let text):
        Terminal.say(text)
        exit(0)
    case .wrong(let message, let usage):
        Terminal.complain("sluice: \(message)\n\(usage)")
        exit(64)
    }
}
