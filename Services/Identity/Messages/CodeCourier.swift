internal import EventLoop
internal import Mail
internal import ServiceKit
internal import Telemetry

/// Brings codes to people from one loop; nothing waits for it, so a request takes as long for those who get
/// none.
final class CodeCourier {
    private let house: IdentityHouse
    private let context: ServiceContext
    private let mail: MailSender?

    init(_ house: IdentityHouse, on loop: isolated Loop, _ context: ServiceContext) {
        self.house = house
        self.context = context
        mail = house.mail.map { way in
            MailSender(way.relay, on: loop, resolver: context.resolver) { [unowned context] in context.now }
        }
    }

    /// Sends a message on its way.
    func deliver(_ message: CodeMessage) {
        house.messages.take(message)
        guard message.contact.kind == .email, let mail, let sender = house.mail?.sender,
            let recipient = MailAddress(message.contact.text)
        else { return }
        let letter = MailMessage(
            sender: sender, recipient: recipient, subject: message.subject, text: message.text)
        context.start { [house] in
            do throws(MailError) {
                try await mail.send(letter)
            } catch {
                // A code lives five minutes: whoever lacks it asks for another one.
                house.log.warning("code_not_sent") { $0.field("reason", "\(error)") }
            }
        }
    }
}
