internal import Contracts
internal import EventLoop
internal import Events
internal import Mail
internal import Postgres
internal import Telemetry

/// `ticket.mail`: the buyer gets their tickets as a PDF by mail, and a word by text message.
///
/// Sending comes before the transaction and may be repeated after a crash: the mail's id is the order's, so a
/// second copy can be told. Nothing that happens here touches tickets or money.
final class MailWork: EventWork {
    private let pool: PostgresPool
    private let printer: PrintingDesk
    private let mail: any Postbox
    private let phone: any TextMessageSender
    private let letterhead: Letterhead
    private let log: EventLog

    init(
        pool: PostgresPool, printer: PrintingDesk, mail: any Postbox, phone: any TextMessageSender,
        letterhead: Letterhead, log: EventLog
    ) {
        self.pool = pool
        self.printer = printer
        self.mail = mail
        self.phone = phone
        self.letterhead = letterhead
        self.log = log
    }

    /// A mail server that takes longer may get the letter twice.
    var outsideTime: Duration? { .seconds(30) }

    func outside(_ event: Event) async throws(EventFailure) {
        guard let order = PostgresUUID(event.about) else { throw .poison("not about an order") }
        // Revoked meanwhile: there is nothing to tell.
        guard let purchase = try await purchase(order) else { return }
        let letter = TicketLetter(purchase: purchase, link: letterhead.link(to: order))
        try await send(letter, event)
        await tell(letter, event)
    }

    func apply(
        _ event: Event, _ outside: Void, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) {
        do throws(PostgresError) {
            _ = try await transaction.query(
                """
                UPDATE ticket.purchase SET mailed_at = clock_timestamp() WHERE booking_order = $1::text::uuid
                """,
                [.text(event.about)])
        } catch {
            throw .database(error)
        }
    }

    private func purchase(_ order: PostgresUUID) async throws(EventFailure) -> PurchaseRecord? {
        do throws(PostgresError) {
            return try await pool.purchase(order)
        } catch {
            throw .database(error)
        }
    }

    private func send(_ letter: TicketLetter, _ event: Event) async throws(EventFailure) {
        guard let email = letter.purchase.email else { return }
        guard let recipient = MailAddress(email) else {
            log.warning("mail_address_unusable") { $0.field("order", event.about) }
            return
        }
        let tickets = letter.purchase.tickets.map(\.facts)
        let railway = letterhead.railway
        do {
            let pdf = try await printer.draw { () throws(PrintError) in
                try TicketPrinter.pdf(tickets, railway: railway)
            }
            let message = MailMessage(
                sender: letterhead.sender, recipient: recipient, subject: letter.subject, text: letter.text,
                attachments: [MailAttachment(name: "tickets.pdf", type: "application/pdf", bytes: pdf)],
                id: event.about)
            try await mail.post(message)
        } catch let error as MessageFailure {
            guard case .refused = error else { throw .later("\(error)") }
            // Somebody's address is wrong: that is theirs to mend, and the tickets are there.
            log.warning("mail_refused") { line in
                line.field("order", event.about)
                line.field("reason", "\(error)")
            }
        } catch {
            throw .later("\(error)")
        }
    }

    /// A text message that does not leave is not worth a second mail: it is tried once.
    private func tell(_ letter: TicketLetter, _ event: Event) async {
        guard let number = letter.purchase.phone else { return }
        do throws(MessageFailure) {
            try await phone.send(letter.textMessage, to: number, id: event.about)
        } catch {
            log.warning("text_message_failed") { line in
                line.field("order", event.about)
                line.field("reason", "\(error)")
            }
        }
    }
}
