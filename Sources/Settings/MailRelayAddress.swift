/// Where mails are handed over: a host and a port, as `mail.example.org:25`.
package struct MailRelayAddress: Sendable, Equatable, CustomStringConvertible {
    /// The name or the address.
    package let host: String
    /// The port; 25 where the text names none.
    package let port: UInt16

    /// Reads `host` or `host:port`.
    package init(_ text: String) throws(ValueMistake) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isName = { (host: Substring) in
            !host.isEmpty && host.utf8.count <= 253
                && host.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                        || [0x2D, 0x2E].contains(byte)
                }
        }
        guard (1...2).contains(parts.count), isName(parts[0]) else {
            throw ValueMistake("must be a host, perhaps with a port, such as mail.example.org:25")
        }
        host = String(parts[0])
        guard parts.count == 2 else {
            port = 25
            return
        }
        guard let number = UInt16(parts[1]), number > 0 else {
            throw ValueMistake("has no port after its colon")
        }
        port = number
    }

    /// The text that reads back as the same.
    package var description: String { "\(host):\(port)" }
}
