import Settings
import Testing

@Suite("The command line")
struct CommandLineGrammarTests {
    private let grammar = CommandLineGrammar([
        CommandShape(
            "up",
            flags: [
                FlagShape("config", value: "FILE", "the configuration"),
                FlagShape("listen", value: "ADDR:PORT", repeats: true, "where visitors come in"),
                FlagShape("quiet", "say less"),
            ], "Starts everything."),
        CommandShape("room", "Nothing alone."),
        CommandShape("room set", operands: ["ROOM"], flags: [FlagShape("rate", value: "N", "pace")], "Sets."),
    ])

    private func wrong(_ arguments: String...) -> String? {
        do throws(CommandLineMistake) {
            _ = try grammar.parse(arguments)
            return nil
        } catch {
            if case .wrong(let message, _) = error { return message }
            return "help"
        }
    }

    @Test("becomes a command with its flags and operands")
    func understood() throws {
        let up = try grammar.parse(["up", "--config", "f", "--listen=:1", "--quiet", "--listen", ":2"])
        #expect(up.name == "up")
        #expect(up.value("config") == "f")
        #expect(up.flags["listen"] == [":1", ":2"])
        #expect(up.has("quiet"))
        #expect(!up.has("loops"))
        let set = try grammar.parse(["room", "set", "--rate", "-5", "demo"])
        #expect(set == ParsedCommand(name: "room set", operands: ["demo"], flags: ["rate": ["-5"]]))
    }

    @Test("is refused when anything in it is unknown, missing or too much")
    func refused() {
        #expect(wrong("upp") == "unknown command 'upp': did you mean 'up'?")
        #expect(wrong("up", "--confg", "f") == "unknown flag '--confg': did you mean '--config'?")
        #expect(wrong("up", "-c") == "unknown flag '-c'")
        #expect(wrong("up", "--config") == "--config needs a value: --config FILE")
        #expect(wrong("up", "--config", "--quiet") == "--config needs a value: --config FILE")
        #expect(wrong("up", "--quiet=1") == "--quiet takes no value")
        #expect(wrong("up", "--config", "a", "--config", "b") == "--config stands twice")
        #expect(wrong("up", "extra") == "'extra' is one word too many")
        #expect(wrong("room", "set") == "ROOM is missing")
        #expect(wrong("room", "sat", "x") == "'sat' is one word too many")
    }

    @Test("gives help where it is asked for")
    func help() {
        #expect(wrong() == "help")
        #expect(wrong("--help") == "help")
        #expect(wrong("up", "--listen", ":1", "--help") == "help")
        #expect(grammar.usage.contains("room set"))
        #expect(grammar.commands[0].usage.contains("--listen ADDR:PORT  where visitors come in"))
    }
}
