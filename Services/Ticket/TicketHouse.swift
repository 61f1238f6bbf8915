internal import Contracts
internal import EventLoop
internal import Mail
internal import ServiceKit
internal import Settings
internal import Telemetry
internal import Tokens

/// What all loops of a ticket process share.
struct TicketHouse: Sendable {
    let cabinet: TicketKeyCabinet
    let printer: PrintingDesk
    let letterhead: Letterhead
    /// Who takes mails over; nil where they are kept as files.
    let relay: MailRelay?
    /// Where they are kept then.
    let mailFolder: String

    init(
        _ settings: SluiceSettings, _ services: ServicesConfiguration, log: EventLog
    ) throws(ServiceStartError) {
        let ticket = services.ticket
        relay = ticket.mailRelay.map { MailRelay(host: $0.host, port: $0.port) }
        guard let sender = MailAddress(ticket.mailFrom) else {
            throw .system("services.ticket.mail_from is no mail address")
        }
        letterhead = Letterhead(
            railway: LocalizedName(en: ticket.railwayEnglish, bn: ticket.railwayBangla), sender: sender,
            site: services.baseURL)
        mailFolder = "\(settings.data)/mail"
        do throws(KeyError) {
            cabinet = try TicketKeyCabinet(
                keys: settings.keys, published: "\(settings.data)/public/ticket.keys.json", log: log)
        } catch {
            throw .system("keys: \(error)")
        }
        do throws(SystemError) {
            printer = try PrintingDesk()
        } catch {
            throw .system("threads: \(error)")
        }
    }
}
