internal import Contracts

/// Who sits on the held seats, and whom to tell.
struct PassengersPage: Sendable {
    var hold: HoldModel
    var trip: TripSummary
    /// What was typed before, by the field's name.
    var typed: [String: String] = [:]
    /// The account's own contacts, to begin with.
    var phone: String?
    var email: String?
    var formKey: String
    var now: Timestamp
    var notice: String?

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        guard hold.status == "held", hold.expiresAt > now else {
            let again: Markup = "<p><a class=\"main\" href=\"\(seats)\">\(words(.chooseSeats))</a></p>"
            return frame.page(
                words(.passengersTitle), "\(Piece.notice(words(.holdOver)))\(again)", status: 410)
        }
        return frame.page(
            words(.passengersTitle),
            """
            \(Piece.notice(notice))\(Piece.journey(trip, words))
            <p class="until" data-until="\(hold.expiresAt.text)" data-now="\(now.text)" \
            data-left="\(words(.timeLeft))" data-digits="\(words.digits("0123456789"))" \
            role="timer">\(words(.heldUntil, words.clock(hold.expiresAt)))</p>
            <form method="post" action="\(SiteAddress.path(SiteAddress.holdOrder, hold.id))">
            \(Piece.hidden("key", formKey))
            \(hold.seats.enumerated().map { passenger($0, $1, words) })
            \(contact(words))
            <p class="total">\(words(.total)): <b>\(words.money(hold.amount))</b></p>
            <button class="main">\(words(.toPayment))</button></form>
            \(others(words))
            """, scripted: true)
    }

    /// Back to the seats of the same stretch.
    private var seats: String {
        SiteAddress.query(
            SiteAddress.path(SiteAddress.trip, hold.trip), [("from", hold.from), ("to", hold.to)])
    }

    private func passenger(_ index: Int, _ seat: String, _ words: Words) -> Markup {
        """
        <fieldset><legend>\(words(.seatLabel, words.seat(seat)))</legend>
        \(Piece.hidden("seat\(index)", seat))
        \(Piece.field("name\(index)", words(.passengerName), value: typed["name\(index)"] ?? "",
            autocomplete: index == 0 ? "name" : "off"))
        \(Piece.field("document\(index)", words(.documentNumber), value: typed["document\(index)"] ?? "",
            required: false, maximum: 40))
        </fieldset>

        """
    }

    private func contact(_ words: Words) -> Markup {
        """
        <fieldset><legend>\(words(.contactTitle))</legend>
        \(Piece.field("phone", words(.phone), type: "tel", value: typed["phone"] ?? phone ?? "",
            autocomplete: "tel", required: false, maximum: 20))
        \(Piece.field("email", words(.email), type: "email", value: typed["email"] ?? email ?? "",
            autocomplete: "email", required: false, maximum: 254))
        </fieldset>

        """
    }

    private func others(_ words: Words) -> Markup {
        let more =
            hold.isExtended
            ? ""
            : Piece.button(
                words(.moreTime), action: SiteAddress.path(SiteAddress.holdExtension, hold.id),
                fields: [("key", "x\(formKey)")])
        let release = Piece.button(
            words(.releaseSeats), action: SiteAddress.path(SiteAddress.holdRelease, hold.id),
            fields: [("back", seats)])
        return "<div class=\"buttons\">\(more)\(release)</div>"
    }
}
