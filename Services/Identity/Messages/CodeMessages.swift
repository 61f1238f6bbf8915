internal import Telemetry

/// Where codes go besides the mail: the demonstration's outbox, and the log where that is wanted.
///
/// A text message has no way of its own here: whoever has a provider reads `code_message` from the log, or
/// puts a carrier in this place.
final class CodeMessages: Sendable {
    private let outbox: DemoOutbox?
    private let logsCodes: Bool
    private let log: EventLog

    init(outbox: DemoOutbox?, logsCodes: Bool, log: EventLog) {
        self.outbox = outbox
        self.logsCodes = logsCodes
        self.log = log
    }

    /// Takes a message.
    func take(_ message: CodeMessage) {
        if case .code(let code, _) = message.content { outbox?.put(code, to: message.contact) }
        if logsCodes {
            log.info("code_message") { line in
                line.field("to", message.contact.text)
                line.field("text", message.text)
            }
        }
    }
}
