internal import Contracts

/// What a buyer is told when their tickets are there, in their language: pure.
struct TicketLetter: Sendable {
    let purchase: PurchaseRecord
    /// Where the buyer sees the order.
    let link: String

    private var language: Language { purchase.language }

    /// The subject of the mail.
    var subject: String {
        let facts = purchase.tickets[0].facts
        let names = [facts.from.name, facts.to.name].map { PlainText.line($0[language], limit: 40) }
        let day = CivilDate(facts.date).map { PrintedNumber.shortDate($0, language) } ?? facts.date
        let title = LocalizedName(en: "Your tickets", bn: "আপনার টিকিট")[language]
        return "\(title): \(names.joined(separator: " – ")), \(day)"
    }

    /// The body of the mail.
    var text: String {
        let title = LocalizedName(
            en: "Your tickets are attached. Show the QR code at the gate, on paper or on a screen.",
            bn: "আপনার টিকিট সংযুক্ত আছে। প্রবেশপথে কাগজে বা পর্দায় কিউআর কোডটি দেখান।")[language]
        let order = LocalizedName(en: "Your order", bn: "আপনার অর্ডার")[language]
        return ([title, "", journey] + seats + ["", "\(order): \(link)", ""]).joined(separator: "\n")
    }

    /// The whole of a text message.
    var textMessage: String {
        let labels = purchase.tickets.map { PlainText.line($0.facts.seat, limit: 16) }
        let seats = "\(TicketWords.seat[language]) \(labels.joined(separator: ", "))"
        return "\(journey). \(seats). \(link)"
    }

    /// Train, day, time and stations in one line.
    private var journey: String {
        let facts = purchase.tickets[0].facts
        let time = RailwayTime(facts.from.time)
        let train = PlainText.line(facts.trainName[language], limit: 60)
        let number = PrintedNumber.digits(PlainText.line(facts.trainNumber, limit: 12), language)
        let names = [facts.from.name, facts.to.name].map { PlainText.line($0[language], limit: 40) }
        return "\(train) (\(number)), \(PrintedNumber.date(time.date, language)), "
            + "\(PrintedNumber.time(time, language)), \(names.joined(separator: " – "))"
    }

    private var seats: [String] {
        purchase.tickets.map { ticket in
            let seat = PlainText.line(ticket.facts.seat, limit: 16)
            let name = PlainText.line(ticket.facts.passenger)
            return "\(TicketWords.seat[language]) \(seat): \(name), "
                + PrintedNumber.taka(ticket.facts.price, language)
        }
    }
}
