/// A command line that was understood.
package struct ParsedCommand: Sendable, Equatable {
    /// The command's name, such as `up` or `room set`.
    package let name: String
    /// The operands in their order, as many as the command wants.
    package let operands: [String]
    /// The flags' values in their order; a flag without a value has one empty text for each time it stood.
    package let flags: [String: [String]]

    /// A command of its parts.
    package init(name: String, operands: [String] = [], flags: [String: [String]] = [:]) {
        self.name = name
        self.operands = operands
        self.flags = flags
    }

    /// Whether a flag was given.
    package func has(_ flag: String) -> Bool { flags[flag] != nil }

    /// The value of a flag that stands at most once, or nil.
    package func value(_ flag: String) -> String? { flags[flag]?.last }
}
