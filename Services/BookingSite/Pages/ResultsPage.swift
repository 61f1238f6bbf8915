internal import Contracts

/// What a search has found: trains with their classes, free seats and fares.
struct ResultsPage: Sendable {
    var search: SearchPage
    var from: StationModel
    var to: StationModel
    var trips: [TripSummary]

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        let (start, end) = (words(from.name), words(to.name))
        let none: Markup = "<p>\(words(.noTrains, start, end))</p>"
        return frame.page(
            words(.resultsTitle, start, end),
            """
            \(days(words))
            \(trips.isEmpty ? none : "<ul class=\"trips\">\(trips.map { trip($0, words) })</ul>")
            <details><summary>\(words(.search))</summary>\(search.form(words))</details>

            """)
    }

    private func days(_ words: Words) -> Markup {
        """
        <nav class="days" aria-label="\(words(.date))">\
        \(day(-1, words(.dayBefore)))<b>\(words.day(search.date))</b>\
        \(day(1, words(.dayAfter)))</nav>
        """
    }

    private func day(_ step: Int, _ label: String) -> Markup {
        let date = search.date.adding(days: step)
        guard search.bookable.contains(date) else { return "<span></span>" }
        let address = SiteAddress.query(
            SiteAddress.trips, [("from", from.id), ("to", to.id), ("date", "\(date)")])
        return "<a href=\"\(address)\">\(label)</a>"
    }

    private func trip(_ trip: TripSummary, _ words: Words) -> Markup {
        """
        <li>\(Piece.journey(trip, words))<ul class="classes">\(trip.classes.map { offer($0, trip, words) })\
        </ul></li>

        """
    }

    private func offer(_ offer: ClassModel, _ trip: TripSummary, _ words: Words) -> Markup {
        let count = offer.free == 1 ? words(.oneFreeSeat) : words(.freeSeats, words.number(offer.free))
        let address = SiteAddress.query(
            SiteAddress.path(SiteAddress.trip, trip.id),
            [("from", from.id), ("to", to.id), ("class", offer.code)])
        let action: Markup =
            offer.free > 0
            ? "<a class=\"main\" href=\"\(address)\">\(words(.chooseSeats))</a>"
            : "<a class=\"plain\" href=\"\(address)#waitlist\">\(words(.waitForSeats))</a>"
        return """
            <li><span><b>\(words(offer.name))</b><br>\(words(.perSeat, words.money(offer.fare)))</span>
            <span class="\(offer.free > 0 ? "free" : "none")">\(offer.free > 0 ? count : words(.soldOut))\
            </span>
            \(action)</li>

            """
    }
}
