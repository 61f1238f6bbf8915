internal import Postgres
internal import Contracts

extension TicketSheet {
    /// The part behind the dots: the symbol, and what an inspector compares with it.
    func counterfoil() -> [PageMark] {
        let middle = (tear + card.right) / 2
        // Whole half points: at two pixels a point every module has as many pixels as the next.
        let square = max(1, (250 / Double(symbol.side)).rounded(.down) / 2)
        let corner = ((middle - square * Double(symbol.side) / 2) * 2).rounded() / 2
        let top = 97.0
        let below = top + square * Double(symbol.side) + 22
        return perforation() + [.symbol(symbol, PagePoint(corner, top), square: square)]
            + caption(at: below, middle) + seat(at: below + 22, middle) + numbers(at: 338, middle)
    }

    private func perforation() -> [PageMark] {
        [
            .line(
                from: PagePoint(tear, 84), to: PagePoint(tear, card.bottom - 8), width: 1.1, dash: 3.4,
                gap: 3.4,
                .line)
        ]
    }

    private func caption(at y: Double, _ middle: Double) -> [PageMark] {
        [
            text(TicketWords.scan, first, at: middle, y, width: 150, size: 9.5, bold: true, .middle),
            text(TicketWords.scan, second, at: middle, y + 11, width: 150, size: 8, .middle, color: .quiet),
        ]
    }

    private func seat(at y: Double, _ middle: Double) -> [PageMark] {
        let number = PrintedNumber.digits(PlainText.line(facts.trainNumber, limit: 12), first)
        let train = "\(number) · \(PrintedNumber.shortDate(date, first))"
        let names = [facts.from.name[first], facts.to.name[first]].map { PlainText.line($0) }
        return [
            .fill(PageBox(tear + 14, y, card.right - tear - 28, 61), corner: 8, .mint),
            .text(
                PageText(
                    PlainText.line(facts.seat, limit: 16), .english, at: PagePoint(middle, y + 25),
                    width: 130,
                    size: 23, bold: true, alignment: .middle, color: .green)),
            .text(
                PageText(
                    train, first, at: PagePoint(middle, y + 40), width: 130, size: 9, alignment: .middle)),
            .text(
                PageText(
                    names.joined(separator: " – "), first, at: PagePoint(middle, y + 53), width: 130, size: 9,
                    leastSize: 6, alignment: .middle)),
        ]
    }

    private func numbers(at y: Double, _ middle: Double) -> [PageMark] {
        let time = RailwayTime(facts.issuedAt)
        let moment =
            "\(TicketWords.issued[first]): \(PrintedNumber.shortDate(time.date, first)), "
            + PrintedNumber.time(time, first)
        return id(TicketWords.ticketNumber, facts.ticket.description, at: y, middle)
            + id(TicketWords.orderNumber, facts.order.description, at: y + 23, middle) + [
                .text(
                    PageText(
                        moment, first, at: PagePoint(middle, y + 49), width: 148, size: 7.4,
                        alignment: .middle, color: .quiet))
            ]
    }

    private func id(
        _ title: LocalizedName, _ id: String, at y: Double, _ middle: Double
    ) -> [PageMark] {
        [
            label(title, at: middle, y, width: 148, .middle),
            .text(
                PageText(
                    PlainText.line(id, limit: 36), .english, at: PagePoint(middle, y + 10), width: 148,
                    size: 7.4, alignment: .middle)),
        ]
    }

    /// A small title in both languages.
    func label(
        _ title: LocalizedName, at x: Double, _ y: Double, width: Double = 160,
        _ alignment: PageText.Alignment = .left
    ) -> PageMark {
        .text(
            PageText(
                "\(title[first]) · \(title[second])", first, at: PagePoint(x, y), width: width, size: 7.6,
                alignment: alignment, color: .quiet))
    }

    /// Words in one of the two languages.
    func text(
        _ words: LocalizedName, _ language: Language, at x: Double, _ y: Double, width: Double,
        size: Double, bold: Bool = false, _ alignment: PageText.Alignment = .left, color: PageColor = .ink
    ) -> PageMark {
        .text(
            PageText(
                PlainText.line(words[language]), language, at: PagePoint(x, y), width: width, size: size,
                bold: bold, alignment: alignment, color: color))
    }
}
