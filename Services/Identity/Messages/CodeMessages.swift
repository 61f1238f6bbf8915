internal import Telemetry

/// Brings codes to people; nothing waits for it, so a request takes as long for those who get none.
final class CodeMessages: Sendable {
    private let outbox: DemoOutbox?
    private let logsCodes: Bool
    private let log: EventLog

    init(outbox: DemoOutbox?, logsCodes: Bool, log: EventLog) {
        self.outbox = outbox
        self.logsCodes = logsCodes
        self.log = log
    }

    /// Sends a message on its way.
    func deliver(_ message: CodeMessage) {
        if case .code(let code, _) = message.content { outbox?.put(code, to: message.contact) }
        if logsCodes {
            log.info("code_message") { line in
                line.field("to", message.contact.text)
                line.field("text", message.text)
            }
        }
    }
}
