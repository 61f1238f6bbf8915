internal import Contracts

extension TicketSheet {
    /// The boxes with what a passenger looks for on the platform.
    func boxes() -> [PageMark] {
        let seat = PlainText.line(facts.seatNumber, limit: 8)
        let numbers = LocalizedName(
            en: PrintedNumber.digits(seat, .english), bn: PrintedNumber.digits(seat, .bangla))
        let day = LocalizedName(
            en: PrintedNumber.shortDate(date, .english), bn: PrintedNumber.shortDate(date, .bangla))
        let className = facts.className ?? LocalizedName(en: facts.seatClass, bn: facts.seatClass)
        let shortName = LocalizedName(en: Self.short(className.en), bn: Self.short(className.bn))
        return box(TicketWords.date, day, from: left - 8, width: 132)
            + box(TicketWords.coach, CoachName.of(facts.coach), from: left + 131, width: 66)
            + box(TicketWords.seat, numbers, from: left + 204, width: 66)
            + box(TicketWords.seatClass, shortName, from: left + 277, width: 91)
    }

    /// A name without what explains it in brackets: the box has room for the name.
    private static func short(_ name: String) -> String {
        guard let bracket = name.firstIndex(of: "("), bracket > name.startIndex else { return name }
        let before = name[..<bracket].reversed().drop(while: \.isWhitespace).reversed()
        return String(before)
    }

    private func box(
        _ title: LocalizedName, _ value: LocalizedName, from x: Double, width: Double
    ) -> [PageMark] {
        let edge = PageBox(x, 229, width, 54)
        return [
            .outline(edge, corner: 6, line: 0.8, .line),
            label(title, at: x + 8, 242, width: width - 14),
            text(value, first, at: x + 8, 262, width: width - 14, size: 15, bold: true),
            text(value, second, at: x + 8, 275.5, width: width - 14, size: 9, color: .quiet),
        ]
    }

    /// Who travels, and what was paid.
    func people() -> [PageMark] {
        let name = PlainText.line(facts.passenger)
        var marks = [
            label(TicketWords.passenger, at: left, 300, width: 200),
            PageMark.text(
                PageText(
                    name.isEmpty ? "—" : name, first, at: PagePoint(left, 317), width: 218, size: 14,
                    bold: true)),
            label(TicketWords.fare, at: right, 300, width: 120, .right),
            .text(
                PageText(
                    PrintedNumber.taka(facts.price, first), first, at: PagePoint(right, 318), width: 130,
                    size: 17, bold: true, alignment: .right, color: .green)),
            .text(
                PageText(
                    "\(TicketWords.paid[first]) · \(PrintedNumber.taka(facts.price, second))", first,
                    at: PagePoint(right, 332), width: 130, size: 9, alignment: .right, color: .quiet)),
        ]
        if let document = facts.document.map({ masked(PlainText.line($0, limit: 32)) }), !document.isEmpty {
            let words = "\(TicketWords.document[first]) · \(TicketWords.document[second]): \(document)"
            marks.append(
                .text(
                    PageText(words, first, at: PagePoint(left, 332), width: 218, size: 9, color: .quiet)))
        }
        return marks
    }

    /// A document's number of which only the last four characters are printed.
    ///
    /// Whoever finds the ticket learns no more; an inspector has the document before them.
    private func masked(_ document: String) -> String {
        guard document.count > 4 else { return document }
        return String(repeating: "•", count: min(document.count - 4, 12)) + document.suffix(4)
    }

    /// The conditions, in both languages.
    func terms() -> [PageMark] {
        [
            .line(
                from: PagePoint(left - 8, 343), to: PagePoint(right + 8, 343), width: 0.6, dash: 0, gap: 0,
                .line),
            terms(first, at: 356, size: 7.6),
            terms(second, at: 379, size: 7.2),
        ]
    }

    private func terms(_ language: Language, at y: Double, size: Double) -> PageMark {
        .text(
            PageText(
                TicketWords.terms[language], language, at: PagePoint(left, y), width: right - left,
                size: size,
                lines: 2, color: language == first ? .ink : .quiet))
    }
}
