internal import Contracts

/// The visitor's places on waitlists, and why each was not served yet.
struct WaitlistPage: Sendable {
    /// A place with its journey.
    struct Entry: Sendable {
        var model: WaitlistModel
        var trip: TripSummary?
    }

    var entries: [Entry]
    var notice: String?

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        let none: Markup = "<p>\(words(.waitlistEmpty))</p>"
        return frame.page(
            words(.waitlistTitle),
            """
            \(Piece.notice(notice))<p>\(words(.waitlistHelp))</p>
            \(entries.isEmpty ? none : "<ul class=\"trips\">\(entries.map { item($0, words) })</ul>")
            """)
    }

    private func item(_ entry: Entry, _ words: Words) -> Markup {
        let model = entry.model
        let place: Markup =
            model.place.map { "<b>\(words(.waitlistPlace, words.number($0)))</b> · " } ?? ""
        let reason: Markup =
            model.status == "waiting" ? "<p class=\"quiet\">\(words(.noSeatsYet))</p>" : ""
        return """
            <li>\(entry.trip.map { Piece.journey($0, words) })
            <p>\(place)\(status(model.status, words)) · \
            \(words(.waitlistSeats, words.number(model.count)))</p>
            \(reason)\(action(model, words))</li>

            """
    }

    private func action(_ model: WaitlistModel, _ words: Words) -> Markup {
        if model.status == "offered", let hold = model.hold {
            return """
                <a class="main" href="\(SiteAddress.path(SiteAddress.hold, hold))">\(words(.waitlistTake))</a>
                """
        }
        guard model.status == "waiting" else { return "" }
        return Piece.button(
            words(.waitlistLeave), action: SiteAddress.path(SiteAddress.waitlistLeave, model.id))
    }

    private func status(_ status: String, _ words: Words) -> String {
        switch status {
        case "waiting": words(.waiting)
        case "offered": words(.offered)
        case "taken": words(.taken)
        default: words(.over)
        }
    }
}
