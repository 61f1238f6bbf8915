/// Why a command line was not understood, or what was asked instead of a command.
package enum CommandLineMistake: Error, Sendable, Equatable {
    /// `--help`, or no command at all: not a mistake; the text is the usage.
    case help(String)
    /// A mistake in one sentence, with the usage that belongs to it.
    case wrong(String, usage: String)
}
