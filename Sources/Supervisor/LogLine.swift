/// Makes one JSON log line of what a child wrote, or of what the supervisor has to say.
///
/// It has the shape of every line of ours (`EventLog` in Telemetry): `ts`, `level`, `role`, `event`, fields.
/// Pure: the time is passed in. A line ends with a line feed and holds no other, so that lines of several
/// children can be written to one stream and taken apart again.
package enum LogLine {
    /// The line of a child: text becomes the `message`, a JSON object is passed on and names its child once.
    ///
    /// An object that says `role` as the child is called stays as it is. One with another role (the second of
    /// several gateways says `gateway` too) gets the name in front as `child`, one without any as `role`.
    package static func relayed(_ line: [UInt8], role: String, format: LogFormat, time: String) -> [UInt8] {
        if format == .json, line.starts(with: #"{""#.utf8), line.last == UInt8(ascii: "}") {
            return named(line, role) + [0x0A]
        }
        return object([
            ("ts", time), ("level", "info"), ("role", role), ("event", "output"),
            ("message", String(decoding: line, as: UTF8.self)),
        ])
    }

    /// The supervisor's own line about a child.
    package static func event(_ message: String, role: String, level: String = "info", time: String)
        -> [UInt8]
    {
        object([
            ("ts", time), ("level", level), ("role", "up"), ("event", "child"), ("child", role),
            ("message", message),
        ])
    }

    /// Within a string of JSON a quote has a backslash before it, so these bytes are a member and no text.
    private static func named(_ line: [UInt8], _ role: String) -> [UInt8] {
        if line.contains("\"role\":\(quoted(role))".utf8) { return line }
        let key = line.contains(#""role":"#.utf8) ? "child" : "role"
        return Array("{\"\(key)\":\(quoted(role)),".utf8) + line.dropFirst()
    }

    private static func object(_ members: [(String, String)]) -> [UInt8] {
        let text = members.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",")
        return Array("{\(text)}\n".utf8)
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\0"..<" ", "\u{7F}":
                out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
