/// What flags and environment put over the file: flag before variable before file before default.
///
/// Built from plain values, so that only `main` touches the process: the environment and the flags are passed
/// in, and so is the reading of the files that `SLUICE_…_FILE` names. Other variables that begin with
/// `SLUICE_` are not ours to judge: Kubernetes sets `SLUICE_PORT` for a service of that name.
package struct SettingsOverrides: Sendable {
    /// What is wrong with the variables themselves.
    package let mistakes: [SettingsMistake]
    private let values: [Override]

    private struct Override: Sendable {
        let path: [String]
        let node: YAMLNode
    }

    /// Overrides of an environment and of flags without their dashes, each with its values in order.
    ///
    /// `readFile` gives a file's text, or nil when it cannot be read; one line end at its end is dropped.
    package init(
        environment: [String: String] = [:], flags: [String: [String]] = [:],
        readFile: (String) -> String? = { _ in nil }
    ) {
        var values: [Override] = []
        var mistakes: [SettingsMistake] = []
        for key in OverridableKey.all {
            if let flag = key.flag, let texts = flags[flag], !texts.isEmpty {
                values.append(Override(path: key.path, node: Self.node(texts, key.kind, origin: "--\(flag)")))
                continue
            }
            do throws(ValueMistake) {
                guard let (text, origin) = try Self.value(key.variable, environment, readFile) else {
                    continue
                }
                let parts = key.kind == .list ? Self.split(text) : [text]
                values.append(Override(path: key.path, node: Self.node(parts, key.kind, origin: origin)))
            } catch {
                mistakes.append(
                    SettingsMistake(line: 0, column: 0, path: key.variable, message: error.message))
            }
        }
        self.values = values
        self.mistakes = mistakes
    }

    /// The file's tree with the values put over it.
    func applied(to root: YAMLNode) -> YAMLNode {
        values.reduce(root) { tree, value in tree.replacing(value.path[...], with: value.node) }
    }

    private static func value(
        _ variable: String, _ environment: [String: String], _ readFile: (String) -> String?
    ) throws(ValueMistake) -> (text: String, origin: String)? {
        let own = environment[variable]
        guard let file = environment["\(variable)_FILE"] else {
            return own.map { ($0, variable) }
        }
        guard own == nil else {
            throw ValueMistake("stands together with \(variable)_FILE: only one of them may")
        }
        guard var text = readFile(file) else {
            throw ValueMistake("the file that \(variable)_FILE names cannot be read")
        }
        if text.last?.isNewline == true { text.removeLast() }
        return (text, "\(variable)_FILE")
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: ",").map { part in
            let start = part.drop { $0 == " " }
            let end = start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex
            return String(start[..<end])
        }.filter { !$0.isEmpty }
    }

    private static func node(_ texts: [String], _ kind: OverridableKey.Kind, origin: String) -> YAMLNode {
        let nodes = texts.map { text in
            let spelled = kind == .truth ? ["1": "true", "0": "false"][text] ?? text : text
            return YAMLNode(.scalar(spelled, plain: true), origin: origin)
        }
        if kind == .list { return YAMLNode(.sequence(nodes), origin: origin) }
        return nodes.last ?? YAMLNode(.scalar("", plain: true), origin: origin)
    }
}
