internal import Contracts

/// The seats of one coach to choose from; it works as a plain form, and the script keeps it fresh.
struct SeatPage: Sendable {
    var trip: TripSummary
    var map: SeatMap
    /// The class that was asked for; nil for all coaches.
    var classCode: String?
    /// The coach that is shown.
    var coachLabel: String?
    /// The seats that are ticked already.
    var chosen: Set<String> = []
    /// The Idempotency-Key of the form: a form that is sent twice holds once.
    var formKey: String
    var isLoggedIn: Bool
    var notice: String?

    /// The coaches of the class.
    var coaches: [SeatMap.Coach] {
        map.coaches.filter { classCode == nil || $0.classCode == classCode }
    }

    /// The coach that is shown: the one that was asked for, else the first with a free seat.
    var coach: SeatMap.Coach? {
        let all = coaches
        return all.first { $0.label == coachLabel } ?? all.first { $0.freeCount > 0 } ?? all.first
    }

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        guard let coach else { return frame.page(words(.seatsTitle), "<p>\(words(.soldOut))</p>") }
        return frame.page(
            words(.seatsTitle),
            """
            \(Piece.notice(notice))\(Piece.journey(trip, words))
            <p>\(words(.seatsHelp))\(isLoggedIn ? "" : " \(words(.logInToTake))")</p>
            \(coachList(coach, words))
            \(suggestion(coach, words))
            \(seatForm(coach, words))
            \(waitlist(coach, words))
            """, scripted: true)
    }

    // MARK: Coaches

    private func coachList(_ shown: SeatMap.Coach, _ words: Words) -> Markup {
        let links: [Markup] = coaches.map { coach in
            let label = words(.coachWithFree, words(coach.name), words.number(coach.freeCount))
            let isShown = coach.label == shown.label
            return """
                <li><a href="\(address(coach: coach.label))"\("aria-current=\"page\"", if: isShown) \
                class="\(coach.freeCount > 0 ? "free" : "none")">\(label)</a></li>

                """
        }
        return "<nav class=\"coaches\" aria-label=\"\(words(.coaches))\"><ul>\(links)</ul></nav>"
    }

    private func address(coach: String) -> String {
        SiteAddress.query(
            SiteAddress.path(SiteAddress.trip, map.trip),
            [("from", map.from), ("to", map.to), ("class", classCode), ("coach", coach)])
    }

    private func suggestion(_ coach: SeatMap.Coach, _ words: Words) -> Markup {
        """
        <form class="inline" method="get" action="\(SiteAddress.path(SiteAddress.trip, map.trip))">
        \(Piece.hidden("from", map.from))\(Piece.hidden("to", map.to))\
        \(Piece.hidden("class", classCode ?? coach.classCode))
        <label for="count">\(words(.suggest))</label>
        <select id="count" name="count">\(counts(words))</select>
        <button class="plain">\(words(.suggestButton))</button></form>
        """
    }

    /// One to four, as the options of a choice.
    private func counts(_ words: Words) -> [Markup] {
        (1...4).map { "<option value=\"\($0)\">\(words.number($0))</option>" }
    }

    // MARK: Seats

    private func seatForm(_ coach: SeatMap.Coach, _ words: Words) -> Markup {
        """
        <form id="seats" method="post" action="\(SiteAddress.holds)" data-trip="\(map.trip)" \
        data-from="\(map.from)" data-to="\(map.to)" data-coach="\(coach.label)" \
        data-name="\(words(coach.name))" \
        data-lost="\(words(.seatLost))" data-chosen="\(words(.chosenSeats))" \
        data-digits="\(words.digits("0123456789"))">
        \(Piece.hidden("key", formKey))\(Piece.hidden("trip", map.trip))\(Piece.hidden("from", map.from))\
        \(Piece.hidden("to", map.to))\(Piece.hidden("class", classCode ?? coach.classCode))
        <fieldset class="coach"><legend>\(words(.coach, words(coach.name))) · \
        \(words(.perSeat, words.money(coach.fare)))</legend>
        <ul class="legend"><li class="free">\(words(.legendFree))</li>\
        <li class="chosen">\(words(.legendChosen))</li><li class="taken">\(words(.legendTaken))</li></ul>
        \(rows(coach, words))</fieldset>
        <p class="live quiet" hidden>\(words(.liveSeats))</p>
        <p class="status" role="status"></p>
        <button class="main">\(words(.takeSeats))</button></form>
        """
    }

    private func rows(_ coach: SeatMap.Coach, _ words: Words) -> Markup {
        let places = Dictionary(grouping: coach.seats, by: \.row)
        return .joined(
            places.keys.sorted().map { row in
                let seats = Dictionary(
                    (places[row] ?? []).map { ($0.column, $0) }, uniquingKeysWith: { first, _ in first })
                let cells: [Markup] = (0..<max(1, min(coach.columns, 12))).map { column in
                    seats[column].map { seat($0, words) } ?? "<span class=\"aisle\"></span>"
                }
                return "<div class=\"row\">\(cells)</div>\n"
            })
    }

    private func seat(_ seat: SeatMap.Coach.Seat, _ words: Words) -> Markup {
        let number = words.number(seat.number)
        let name = seat.isFree ? words(.seatFree, number) : words(.seatTaken, number)
        let isChosen = seat.isFree && chosen.contains(seat.label)
        return """
            <label class="seat"><input type="checkbox" name="seat" value="\(seat.label)" \
            data-number="\(seat.number)"\
            \("disabled", if: !seat.isFree)\("checked", if: isChosen)>\
            <span aria-hidden="true">\(number)</span><span class="away">\(name)</span></label>
            """
    }

    // MARK: The waitlist

    /// Where the class has no free seat, or fewer than somebody wants.
    private func waitlist(_ coach: SeatMap.Coach, _ words: Words) -> Markup {
        """
        <details id="waitlist"\("open", if: coaches.allSatisfy { $0.freeCount == 0 })>\
        <summary>\(words(.waitForSeats))</summary>
        <p>\(words(.waitlistHelp))</p>
        <form class="inline" method="post" action="\(SiteAddress.waitlist)">
        \(Piece.hidden("key", "w\(formKey)"))\(Piece.hidden("trip", map.trip))\
        \(Piece.hidden("from", map.from))\(Piece.hidden("to", map.to))\
        \(Piece.hidden("class", classCode ?? coach.classCode))
        <label for="waiting">\(words(.suggestCount))</label>
        <select id="waiting" name="count">\(counts(words))</select>
        <button class="plain">\(words(.waitlistJoin))</button></form></details>
        """
    }
}

extension SeatMap.Coach {
    /// How many of its seats are free.
    var freeCount: Int { seats.count { $0.isFree } }
}
