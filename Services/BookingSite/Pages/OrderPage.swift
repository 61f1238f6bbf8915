internal import Contracts

/// One order: what is to be paid, or the tickets.
struct OrderPage: Sendable {
    /// A ticket with everything that belongs on the page, so that nothing has to be fetched any more.
    struct Ticket: Sendable {
        var model: TicketModel
        /// The QR code as PNG in base64.
        var image: String?
        /// The ticket as PDF in base64.
        var document: String?
    }

    var order: OrderModel
    var tickets: [Ticket] = []
    var providers: [String] = []
    /// Whether the visitor has come back from the payment page, so that word of it may be on its way.
    var isPaying = false
    /// Whether it was begun in an earlier turn, so that this one cannot pay it.
    var isOfEarlierTurn = false
    /// Whether the train has left, so that nothing is to be cancelled any more.
    var hasLeft = false
    /// Whether this page ends the visitor's turn.
    var endsTurn = false
    var formKey: String
    var notice: String?

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        var page = frame.page(
            words(.orderTitle),
            """
            \(Piece.notice(notice))<p class="state \(order.status)">\(status(words))</p>
            \(Piece.journey(order.trip, words))
            \(ticketList(words))
            \(passengers(words))
            \(payment(words))
            \(others(words))
            """, scripted: false)
        if isWaiting { page.refresh = 3 }
        return page
    }

    /// Whether something is on its way that the page should show as soon as it is there.
    private var isWaiting: Bool {
        order.status == "pending" && isPaying || order.status == "confirmed" && order.tickets.isEmpty
    }

    private func status(_ words: Words) -> String {
        switch order.status {
        case "pending": words(isPaying ? .payChecking : .orderPending)
        case "confirmed": words(.orderConfirmed)
        case "lapsed": words(.orderLapsed)
        case "failed": words(.orderFailed)
        default: words(.orderCancelled)
        }
    }

    // MARK: Tickets

    private func ticketList(_ words: Words) -> Markup {
        guard order.status == "confirmed" else { return "" }
        guard !order.tickets.isEmpty else { return "<p role=\"status\">\(words(.ticketsComing))</p>" }
        let turn: Markup = endsTurn ? "<p class=\"notice\">\(words(.keepTickets))</p>" : ""
        let mailed: Markup =
            order.contact.email.map { "<p class=\"quiet\">\(words(.mailedTickets, $0))</p>" } ?? ""
        return """
            <section aria-labelledby="tickets"><h2 id="tickets">\(words(.ticketsTitle))</h2>\(turn)
            <ul class="tickets">\(tickets.map { ticket($0, words) })</ul>\(mailed)</section>
            """
    }

    private func ticket(_ ticket: Ticket, _ words: Words) -> Markup {
        let seat = words.seat(ticket.model.seat)
        let image: Markup =
            ticket.image.map { data in
                """
                <img src="data:image/png;base64,\(data)" width="240" height="240" \
                alt="\(words(.ticketCode, seat))">
                """
            } ?? ""
        let save: Markup =
            ticket.document.map { data in
                """
                <a class="main" download="ticket-\(ticket.model.seat).pdf" \
                href="data:application/pdf;base64,\(data)">\(words(.ticketPDF))</a>
                """
            } ?? ""
        return """
            <li data-ticket="\(ticket.model.id)">\(image)<div><p><b>\(words(.seatLabel, seat))</b> \
            \(ticket.model.passenger)</p>\(save)</div></li>

            """
    }

    // MARK: Passengers and money

    private func passengers(_ words: Words) -> Markup {
        let rows: [Markup] = order.passengers.map { passenger in
            """
            <tr><td>\(words.seat(passenger.seat))</td><td>\(passenger.name)</td>\
            <td class="amount">\(words.money(passenger.fare))</td></tr>

            """
        }
        let refunded: Markup =
            order.refunded.minor > 0
            ? """
            <tr><th colspan="2" scope="row">\(words(.refundedAmount))</th>\
            <td class="amount">\(words.money(order.refunded))</td></tr>
            """ : ""
        return """
            <table><caption>\(words(.passengers))</caption><tbody>\(rows)
            <tr><th colspan="2" scope="row">\(words(.total))</th>\
            <td class="amount"><b>\(words.money(order.amount))</b></td></tr>\(refunded)</tbody></table>
            """
    }

    private func payment(_ words: Words) -> Markup {
        guard order.status == "pending", !isPaying else { return "" }
        if isOfEarlierTurn {
            let until = order.expiresAt.map { words.clock($0) } ?? ""
            return "<p class=\"notice\">\(words(.earlierTurn, until))</p>"
        }
        let until: Markup =
            order.expiresAt.map { "<p>\(words(.payUntil, words.clock($0)))</p>" } ?? ""
        let choices: [Markup] = providers.enumerated().map { index, provider in
            """
            <p><label><input type="radio" name="provider" value="\(provider)" required\
            \("checked", if: index == 0)> \(name(of: provider, words))</label></p>

            """
        }
        return """
            <form method="post" action="\(SiteAddress.path(SiteAddress.orderPayment, order.id))">
            \(until)<fieldset><legend>\(words(.payWith))</legend>\(choices)</fieldset>
            \(Piece.hidden("key", formKey))
            <button class="main">\(words(.payNow, words.money(order.amount)))</button></form>
            """
    }

    private func name(of provider: String, _ words: Words) -> String {
        switch provider {
        case "mock": words(.payTestBank)
        case "sslcommerz": words(.payCards)
        default: provider
        }
    }

    private func others(_ words: Words) -> Markup {
        guard order.status == "pending" || order.status == "confirmed" else { return "" }
        let finish =
            order.status == "confirmed" && !endsTurn
            ? Piece.button(words(.finish), action: SiteAddress.done) : ""
        if hasLeft { return "<p class=\"quiet\">\(words(.noRefundAfterLeaving))</p>\(finish)" }
        let cancel = Piece.button(
            words(.cancelOrder), action: SiteAddress.path(SiteAddress.orderCancellation, order.id),
            fields: [("key", "c\(formKey)")])
        return """
            <details><summary>\(words(.cancelOrder))</summary><p>\(words(.cancelHelp))</p>\(cancel)</details>
            \(finish)
            """
    }
}
