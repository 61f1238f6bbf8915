/// One server-sent event (WHATWG HTML section 9.2): what stands between two empty lines.
package struct ServerEvent: Sendable, Equatable {
    /// The name that listeners wait for; the usual one when nil.
    package var name: String?
    /// What it says, any number of lines.
    package var data: String
    /// What a client that comes back says it has seen.
    package var id: String?
    /// How long a client waits before it comes back.
    package var retry: Duration?

    /// An event of its parts.
    package init(_ data: String, name: String? = nil, id: String? = nil, retry: Duration? = nil) {
        self.data = data
        self.name = name
        self.id = id
        self.retry = retry
    }

    /// The event as it is sent.
    package var bytes: [UInt8] {
        var text = ""
        if let retry { text += "retry: \(retry.components.seconds * 1000)\n" }
        if let id { text += "id: \(Self.line(id))\n" }
        if let name { text += "event: \(Self.line(name))\n" }
        for part in data.split(separator: "\n", omittingEmptySubsequences: false) {
            text += "data: \(Self.line(String(part)))\n"
        }
        return Array((text + "\n").utf8)
    }

    /// A text without line ends, so that it cannot begin a line of its own.
    private static func line(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0 }, as: UTF8.self)
    }
}
