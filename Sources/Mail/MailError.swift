/// Why a message was not handed over.
package enum MailError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The relay's name has no address.
    case unresolved
    /// The relay took no connection, or ended it.
    case unreachable
    /// The relay did not answer in time.
    case timedOut
    /// What the relay says is not SMTP.
    case malformed
    /// The relay refused, with its code and what it said.
    case refused(code: Int, text: String)
    /// Too many messages wait already.
    case overloaded
    /// The message is larger than we send.
    case tooLarge
    /// The waiting task was cancelled; the message may have been taken.
    case cancelled

    /// Whether the same message may be taken later.
    package var retryHelps: Bool {
        switch self {
        case .unresolved, .unreachable, .timedOut, .overloaded, .cancelled: true
        case .malformed, .tooLarge: false
        case .refused(let code, _): code < 500
        }
    }

    /// One line for logs, without an address of the message.
    package var description: String {
        switch self {
        case .unresolved: "the mail relay's name has no address"
        case .unreachable: "the mail relay cannot be reached"
        case .timedOut: "the mail relay did not answer in time"
        case .malformed: "the mail relay does not speak SMTP"
        case .refused(let code, _): "the mail relay refused with \(code)"
        case .overloaded: "too many messages wait for the mail relay"
        case .tooLarge: "the message is larger than \(MailMessage.maximumBytes) bytes"
        case .cancelled: "sending was cancelled"
        }
    }
}
