/// Gathers mistakes while a file is read, so that nothing stops at the first.
final class MistakeCollector {
    /// A file that is wrong throughout is not worth more lines than this.
    static let limit = 200

    private(set) var mistakes: [SettingsMistake] = []

    /// Notes what is wrong with a node; a value from a flag or the environment is named by its origin.
    func note(_ node: YAMLNode, _ path: String, _ message: String) {
        if let origin = node.origin {
            note(SettingsMistake(line: 0, column: 0, path: origin, message: message))
        } else {
            note(SettingsMistake(line: node.line, column: node.column, path: path, message: message))
        }
    }

    /// Notes a mistake that is already complete.
    func note(_ mistake: SettingsMistake) {
        guard mistakes.count < Self.limit else { return }
        mistakes.append(mistake)
    }

    /// The mistakes by line and column; those of flags and variables first.
    var sorted: [SettingsMistake] {
        mistakes.enumerated().sorted { left, right in
            (left.element.line, left.element.column, left.offset)
                < (right.element.line, right.element.column, right.offset)
        }.map(\.element)
    }
}
