internal import Contracts

/// The first page: from where, where to, when.
struct SearchPage: Sendable {
    var stations: [StationModel]
    var from: String?
    var to: String?
    var date: CivilDate
    /// The first and last day that can be booked.
    var bookable: ClosedRange<CivilDate>
    var notice: String?

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        return frame.page(
            words(.searchTitle), "\(Piece.notice(notice))\(form(words))")
    }

    /// The form alone, which also stands above results.
    func form(_ words: Words) -> Markup {
        """
        <form class="search" method="get" action="\(SiteAddress.trips)">
        <p class="field"><label for="from">\(words(.from))</label>
        <select id="from" name="from" required>
        \(Piece.stations(stations, chosen: from, words))</select></p>
        <p class="field"><label for="to">\(words(.to))</label>
        <select id="to" name="to" required>
        \(Piece.stations(stations, chosen: to, words))</select></p>
        <p class="field"><label for="date">\(words(.date))</label>
        <input id="date" name="date" type="date" required value="\("\(date)")" \
        min="\("\(bookable.lowerBound)")" max="\("\(bookable.upperBound)")"></p>
        <button class="main">\(words(.showTrains))</button>
        </form>

        """
    }
}
