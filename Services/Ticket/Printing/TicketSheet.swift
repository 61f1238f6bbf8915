package import Contracts

/// Where everything stands on a ticket: facts in, marks out, always the same for the same facts.
///
/// A page of A5: the band on top, the journey on the left, and on the right, behind a row of dots, the
/// counterfoil with the QR symbol. Each word stands in the buyer's language first and smaller in the other
/// one.
package struct TicketSheet: Sendable {
    let facts: TicketFacts
    let railway: LocalizedName
    let symbol: QRSymbol
    let date: CivilDate
    var first: Language { facts.language }
    var second: Language { facts.language.other }

    /// The edges of the ticket, and of its body.
    let card = PageBox(18, 18, 559, 384)
    let left = 36.0
    let right = 396.0
    let tear = 412.0
    let band = 54.0

    /// A sheet of these facts; throws when the pass is no text for a QR symbol, or the date none.
    package init(_ facts: TicketFacts, railway: LocalizedName) throws(PrintError) {
        self.facts = facts
        self.railway = railway
        symbol = try QRSymbol(facts.pass)
        guard let date = CivilDate(facts.date) else { throw .noDocument }
        self.date = date
    }

    /// The marks, in the order in which they are drawn.
    package var marks: [PageMark] {
        ground() + header() + train() + journey() + boxes() + people() + terms() + counterfoil()
    }

    private func ground() -> [PageMark] {
        let edge = card.y + band
        return [
            .fill(PageBox(card.x, card.y, card.width, band + 12), corner: 10, .green),
            .fill(PageBox(card.x, edge, card.width, 14), corner: 0, .white),
            .fill(PageBox(card.x, edge, card.width, 3), corner: 0, .red),
            .outline(card, corner: 10, line: 1.2, .green),
        ]
    }

    private func header() -> [PageMark] {
        let title = railway
        return emblem(PagePoint(card.x + 32, card.y + band / 2)) + [
            text(title, first, at: 76, 42, width: 330, size: 16, bold: true, color: .white),
            text(title, second, at: 76, 58.5, width: 330, size: 10, color: .pale),
            text(
                TicketWords.eTicket, first, at: card.right - 16, 42, width: 150, size: 14, bold: true,
                .right, color: .white),
            text(
                TicketWords.eTicket, second, at: card.right - 16, 58.5, width: 150, size: 10, .right,
                color: .pale),
        ]
    }

    /// A train from the front on a white disc.
    private func emblem(_ middle: PagePoint) -> [PageMark] {
        let (x, y) = (middle.x, middle.y)
        return [
            .disc(middle, radius: 18, .white),
            .fill(PageBox(x - 9, y - 12, 18, 20), corner: 4.5, .green),
            .fill(PageBox(x - 6.5, y - 8, 13, 6), corner: 1.5, .white),
            .disc(PagePoint(x - 5, y + 3.5), radius: 1.7, .white),
            .disc(PagePoint(x + 5, y + 3.5), radius: 1.7, .white),
            .line(
                from: PagePoint(x - 10.5, y + 11), to: PagePoint(x + 10.5, y + 11), width: 2, dash: 0, gap: 0,
                .red),
        ]
    }

    private func train() -> [PageMark] {
        let number = PlainText.line(facts.trainNumber, limit: 12)
        return [
            label(TicketWords.train, at: left, 91),
            text(facts.trainName, first, at: left, 109, width: 280, size: 16, bold: true),
            text(facts.trainName, second, at: left, 122, width: 280, size: 9.5, color: .quiet),
            PageMark.text(
                PageText(
                    PrintedNumber.digits(number, first), first, at: PagePoint(right, 109), width: 76,
                    size: 22,
                    bold: true, alignment: .right, color: .green)),
            PageMark.text(
                PageText(
                    PrintedNumber.digits(number, second), second, at: PagePoint(right, 122), width: 76,
                    size: 9.5, alignment: .right, color: .quiet)),
        ]
    }

    private func journey() -> [PageMark] {
        let ground = PageBox(left - 8, 131, right - left + 16, 88)
        return [.fill(ground, corner: 8, .mint)]
            + stop(facts.from, TicketWords.from, at: left + 2, .left)
            + stop(facts.to, TicketWords.to, at: right - 2, .right) + track(at: 164)
    }

    private func stop(
        _ stop: TicketFacts.Stop, _ title: LocalizedName, at x: Double, _ alignment: PageText.Alignment
    ) -> [PageMark] {
        let time = RailwayTime(stop.time)
        return [
            label(title, at: x, 144, width: 130, alignment),
            .text(
                PageText(
                    PrintedNumber.time(time, first), first, at: PagePoint(x, 167), width: 110, size: 22,
                    bold: true, alignment: alignment, color: .green)),
            text(stop.name, first, at: x, 185, width: 170, size: 14, bold: true, alignment),
            text(stop.name, second, at: x, 198, width: 170, size: 9.5, alignment, color: .quiet),
            .text(
                PageText(
                    PrintedNumber.shortDate(time.date, first), first, at: PagePoint(x, 212), width: 170,
                    size: 8.5, alignment: alignment, color: .quiet)),
        ]
    }

    /// Rails between the two stops, and how long the journey takes.
    private func track(at y: Double) -> [PageMark] {
        let (start, end) = (left + 124, right - 124)
        let minutes = max(0, facts.to.time.milliseconds - facts.from.time.milliseconds) / 60_000
        let words =
            "\(minutes / 60) \(TicketWords.hours[first]) \(minutes % 60) \(TicketWords.minutes[first])"
        let rails = [y - 3, y + 3].map {
            PageMark.line(
                from: PagePoint(start, $0), to: PagePoint(end, $0), width: 1, dash: 0, gap: 0, .green)
        }
        return [
            .line(
                from: PagePoint(start + 2, y), to: PagePoint(end - 2, y), width: 10, dash: 1.6, gap: 4.2,
                .line)
        ] + rails + [
            .disc(PagePoint(start - 3, y), radius: 4.2, .green),
            .disc(PagePoint(end + 3, y), radius: 4.2, .red),
            .text(
                PageText(
                    PrintedNumber.digits(words, first), first,
                    at: PagePoint((start + end) / 2, y - 11), width: end - start, size: 8.5,
                    alignment: .middle, color: .quiet)),
        ]
    }
}
