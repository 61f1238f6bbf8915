/// The commands of a program: understands `sluice <command> [operand]… [--flag VALUE]…`, strictly.
///
/// Pure: arguments in, a command or one clear mistake out. An unknown flag, a missing value, a flag given
/// twice and an operand too many are mistakes; nothing is guessed, though the nearest name is suggested.
package struct CommandLineGrammar: Sendable {
    /// How many arguments a command line may have.
    static let maximumArguments = 256

    /// The commands it knows.
    package let commands: [CommandShape]

    /// A grammar of these commands.
    package init(_ commands: [CommandShape]) {
        self.commands = commands
    }

    /// All commands, for `--help`.
    package var usage: String {
        let width = (commands.map(\.name.count).max() ?? 0) + 2
        let lines = commands.map {
            "  \($0.name)\(String(repeating: " ", count: width - $0.name.count))\($0.summary)"
        }
        return
            "usage: sluice <command> [flags]\n\n\(lines.joined(separator: "\n"))\n\n"
            + "sluice <command> --help says more.\n"
    }

    /// The command of these arguments, the program's name not among them.
    package func parse(_ arguments: [String]) throws(CommandLineMistake) -> ParsedCommand {
        guard let first = arguments.first, !["help", "--help", "-h"].contains(first) else {
            throw .help(usage)
        }
        guard arguments.count <= Self.maximumArguments else {
            throw .wrong("too many arguments", usage: usage)
        }
        let candidates = commands.filter { arguments.starts(with: $0.words) }
        guard let command = candidates.max(by: { $0.words.count < $1.words.count }) else {
            throw .wrong("unknown command '\(first)'\(suggestion(first, commands.map(\.name)))", usage: usage)
        }
        return try parse(arguments.dropFirst(command.words.count), of: command)
    }

    private func parse(
        _ arguments: ArraySlice<String>, of command: CommandShape
    ) throws(CommandLineMistake) -> ParsedCommand {
        var rest = arguments
        var operands: [String] = []
        var flags: [String: [String]] = [:]
        while let argument = rest.popFirst() {
            if argument == "--help" || argument == "-h" { throw .help(command.usage) }
            guard argument.hasPrefix("-"), argument != "-" else {
                operands.append(argument)
                continue
            }
            let (flag, value) = try self.flag(argument, &rest, of: command)
            if flags[flag.name] != nil, !flag.repeats {
                throw .wrong("--\(flag.name) stands twice", usage: command.usage)
            }
            flags[flag.name, default: []].append(value)
        }
        guard operands.count >= command.operands.count else {
            throw .wrong("\(command.operands[operands.count]) is missing", usage: command.usage)
        }
        guard operands.count == command.operands.count else {
            throw .wrong("'\(operands[command.operands.count])' is one word too many", usage: command.usage)
        }
        return ParsedCommand(name: command.name, operands: operands, flags: flags)
    }

    private func flag(
        _ argument: String, _ rest: inout ArraySlice<String>, of command: CommandShape
    ) throws(CommandLineMistake) -> (FlagShape, String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        guard let flag = command.flags.first(where: { "--\($0.name)" == name }) else {
            let known = command.flags.map { "--\($0.name)" }
            throw .wrong("unknown flag '\(name)'\(suggestion(name, known))", usage: command.usage)
        }
        guard let placeholder = flag.value else {
            guard parts.count == 1 else {
                throw .wrong("--\(flag.name) takes no value", usage: command.usage)
            }
            return (flag, "")
        }
        if parts.count == 2 { return (flag, String(parts[1])) }
        // A value that begins with two dashes is a forgotten value; `--flag=--x` says it where it is meant.
        guard let next = rest.first, !next.hasPrefix("--") else {
            throw .wrong("--\(flag.name) needs a value: --\(flag.name) \(placeholder)", usage: command.usage)
        }
        rest.removeFirst()
        return (flag, next)
    }

    private func suggestion(_ word: String, _ known: [String]) -> String {
        NearestKey.to(word, among: known).map { ": did you mean '\($0)'?" } ?? ""
    }
}
