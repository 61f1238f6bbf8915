internal import Bytes

/// The conversation that hands one message to a server, as a value: replies in, what to send next out.
struct SMTPDialog {
    /// What is to be done after a reply.
    enum Step: Equatable {
        /// Send this and wait for the next reply.
        case send([UInt8])
        /// Send the message's content, and wait for the next reply.
        case sendContent
        /// The server has taken the message; send this and close.
        case done([UInt8])
        /// The server refuses; send this and close.
        case refused(SMTPReply)
    }

    private enum State {
        case greeting, hello, oldHello, sender, recipient, data, content, ended
    }

    private let name: String
    private let sender: String
    private let recipient: String
    private var state = State.greeting

    /// A conversation about a message; `name` is what we call ourselves.
    init(name: String, message: MailMessage) {
        self.name = String(
            decoding: name.utf8.filter { $0 > 0x20 && $0 < 0x7F }.prefix(255), as: UTF8.self)
        sender = message.sender.text
        recipient = message.recipient.text
    }

    /// What a reply leads to.
    mutating func take(_ reply: SMTPReply) -> Step {
        if state == .hello, reply.isPermanent {
            // A server that does not know EHLO still knows its forerunner.
            state = .oldHello
            return .send(Self.line("HELO \(name)"))
        }
        guard reply.isPositive, reply.code / 100 == (state == .data ? 3 : 2) else {
            state = .ended
            return .refused(reply)
        }
        switch state {
        case .greeting:
            state = .hello
            return .send(Self.line("EHLO \(name)"))
        case .hello, .oldHello:
            state = .sender
            return .send(Self.line("MAIL FROM:<\(sender)>"))
        case .sender:
            state = .recipient
            return .send(Self.line("RCPT TO:<\(recipient)>"))
        case .recipient:
            state = .data
            return .send(Self.line("DATA"))
        case .data:
            state = .content
            return .sendContent
        case .content, .ended:
            state = .ended
            return .done(Self.line("QUIT"))
        }
    }

    /// A message's content as it is sent: a dot more where a line begins with one, and the end.
    static func content(_ message: RawSpan) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(message.byteCount + 64)
        var isLineStart = true
        for index in 0..<message.byteCount {
            let byte = message.byte(at: index)
            if isLineStart, byte == 0x2E { out.append(0x2E) }
            out.append(byte)
            isLineStart = byte == 0x0A
        }
        if !isLineStart { out += [0x0D, 0x0A] }
        return out + [0x2E, 0x0D, 0x0A]
    }

    private static func line(_ text: String) -> [UInt8] { Array((text + "\r\n").utf8) }
}
