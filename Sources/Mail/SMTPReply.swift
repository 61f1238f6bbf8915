/// One reply of a mail server (RFC 5321 section 4.2): a code, and text that nobody has to understand.
struct SMTPReply: Equatable {
    /// The longest line that is read.
    static let maximumLine = 2048
    /// The most lines of one reply.
    static let maximumLines = 64

    /// Three digits.
    let code: Int
    /// What the server says to people, printable ASCII, at most 200 characters.
    let text: String

    /// Whether the command succeeded, or the server waits for more (3xx).
    var isPositive: Bool { code < 400 }
    /// Whether another try would be refused again.
    var isPermanent: Bool { code >= 500 }

    /// What a line is: the last of its reply, one before others, or none at all.
    enum Line: Equatable {
        case last(SMTPReply)
        case more(code: Int)
        case malformed
    }

    /// Reads a line without its end.
    static func read(_ line: some Collection<UInt8>) -> Line {
        let bytes = Array(line.prefix(maximumLine))
        guard bytes.count >= 3, bytes.prefix(3).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            (0x32...0x35).contains(bytes[0])
        else { return .malformed }
        let code = bytes.prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if bytes.count > 3, bytes[3] == 0x2D { return .more(code: code) }
        guard bytes.count == 3 || bytes[3] == 0x20 else { return .malformed }
        let text = bytes.dropFirst(4).prefix(200).map { $0 >= 0x20 && $0 < 0x7F ? $0 : 0x3F }
        return .last(SMTPReply(code: code, text: String(decoding: text, as: UTF8.self)))
    }
}
