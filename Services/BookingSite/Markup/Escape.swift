/// Escapes text for HTML, in content and in quoted attribute values alike.
enum Escape {
    static func append(_ text: String, to html: inout String) {
        // Most texts need no escaping.
        guard text.utf8.contains(where: { $0 < 0x20 || "<>&\"'".utf8.contains($0) || $0 == 0x7F }) else {
            html += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            case "\t", "\n": html.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: html += "\u{FFFD}"
            default: html.unicodeScalars.append(scalar)
            }
        }
    }
}
