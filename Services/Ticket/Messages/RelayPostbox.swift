internal import EventLoop
internal import Mail

/// Hands mails to the installation's relay.
final class RelayPostbox: Postbox {
    private let sender: MailSender

    init(_ sender: MailSender) {
        self.sender = sender
    }

    func post(_ message: MailMessage) async throws(MessageFailure) {
        do throws(MailError) {
            try await sender.send(message)
        } catch {
            throw error.retryHelps ? .later("\(error)") : .refused("\(error)")
        }
    }
}
