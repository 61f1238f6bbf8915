internal import Contracts

extension TicketPrinter {
    /// A PDF of tickets, a page each; its date is that of the first one's issue, so it never changes.
    static func pdf(_ tickets: [TicketFacts], railway: LocalizedName) throws(PrintError) -> Document {
        var pages: [[PageMark]] = []
        for facts in tickets { pages.append(try TicketSheet(facts, railway: railway).marks) }
        let words = tickets.first.map { "\(PlainText.line($0.trainNumber, limit: 12)) \($0.date)" } ?? ""
        return try pdf(pages, title: words, date: tickets.first?.issuedAt.text ?? "")
    }

    /// A PNG of a ticket.
    static func png(_ facts: TicketFacts, railway: LocalizedName) throws(PrintError) -> Document {
        try png(try TicketSheet(facts, railway: railway).marks)
    }
}
