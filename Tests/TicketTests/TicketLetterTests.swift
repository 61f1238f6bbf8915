import Contracts
import Testing

@testable import Ticket

@Suite("Messages about tickets") struct TicketLetterTests {
    @Test("the letter says train, day, seats and prices in the buyer's language")
    func letter() throws {
        for (language, words) in [
            ("bn", ["সুবর্ণ এক্সপ্রেস (৭০১)", "২৪ মার্চ ২০৩০", "০৮:০০", "ঢাকা – চট্টগ্রাম", "৳ ৬১৭.২৫", "KA-14"]),
            (
                "en",
                [
                    "Suborno Express (701)", "24 March 2030", "08:00", "Dhaka – Chattogram", "৳ 617.25",
                    "KA-14",
                ]
            ),
        ] {
            let drafts = try TicketDraftTests.drafts(OrderSample(language: language))
            let tickets = drafts.map {
                TicketRecord(
                    facts: $0.facts, account: $0.facts.order, validFrom: $0.validFrom,
                    validUntil: $0.validUntil, status: .valid)
            }
            let purchase = PurchaseRecord(
                order: tickets[0].facts.order, tickets: tickets,
                language: try #require(Language(rawValue: language)), phone: nil, email: nil)
            let letter = TicketLetter(purchase: purchase, link: "https://rail.example/orders/1")
            for word in words { #expect(letter.text.contains(word)) }
            #expect(letter.subject.contains(words[3]))
            #expect(letter.textMessage.contains("https://rail.example/orders/1"))
        }
    }
}
