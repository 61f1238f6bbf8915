internal import Telemetry

/// Notes text messages in the log instead of sending them, without number and text.
final class LoggedTextMessages: TextMessageSender {
    private let log: EventLog

    /// A sender over a log.
    init(log: EventLog) {
        self.log = log
    }

    /// Notes that a message would have left.
    func send(_ text: String, to phone: String, id: String) async throws(MessageFailure) {
        log.info("text_message") { line in
            line.field("id", id)
            line.field("characters", text.count)
        }
    }
}
