import Contracts
import TestKit
import Testing
import Tokens

@testable import Ticket

@Suite("Printed tickets") struct TicketPrinterTests {
    @Test("a PDF's text reads back exactly in both languages", arguments: Language.allCases)
    func text(_ language: Language) throws {
        let document = try Self.pdf(TicketSample.facts(language: language))
        #expect(document.missingGlyphs == 0)
        let text = try Tool.text(ofPDF: document.bytes)
        let words = [
            "সুবর্ণ এক্সপ্রেস", "Suborno Express", "ব্রাহ্মণবাড়িয়া", "Brahmanbaria", "চট্টগ্রাম", "Chattogram",
            "জাতীয় রেলওয়ে", "National Railway", "রাহিমা খাতুন (Rahima Khatun)", "শোভন চেয়ার", "Shovan Chair",
            "৭০১", "701", "২৪ মার্চ ২০২৬", "24 March 2026", "৳ ১,২৩৪.৫০", "৳ 1,234.50", "KA-14", "•••••••••6789",
            "01234567-89ab-5def-8123-456789abcdef", language == .bangla ? "০৮:০০" : "08:00",
        ]
        for word in words { #expect(text.contains(word), "\(word) is not in the text") }
        #expect(!text.contains("1990123456789"))
        // What explains a class in brackets has no room on the page.
        #expect(!text.contains("fans") && !text.contains("পাখা"))
    }

    @Test(
        "conjuncts and vowel signs that change places survive",
        arguments: [
            "ক্ষ", "শ্রী", "র্ক", "কি", "কো", "ব্রাহ্মণবাড়িয়া", "চট্টগ্রাম", "স্নিগ্ধা", "জ্ঞান", "হৃদয়", "উজ্জ্বল", "খাতুন অর্ডার", "মূর্তি কুণ্ডু", "দুর্গা",
            "সূর্য", "কৃষ্ণচূড়া", "ঘুঘু", "পাঁচু ভট্টাচার্য", "রুবেল হোসেন",
        ])
    func shaping(_ word: String) throws {
        let document = try Self.pdf(TicketSample.facts(passenger: word))
        #expect(document.missingGlyphs == 0)
        #expect(try Tool.text(ofPDF: document.bytes).contains(word))
    }

    @Test("words of random syllables read back, at both weights")
    func syllables() throws {
        var random = SeededRandom(seed: 71)
        let words = (0..<400).map { _ in Self.word(&random) }
        let pages = stride(from: 0, to: words.count, by: 100).map { first in
            (0..<100).map { index in
                let place = PagePoint(20 + Double(index % 4) * 140, 20 + Double(index / 4) * 16)
                return PageMark.text(
                    PageText(
                        words[first + index], .bangla, at: place, width: 120, size: 9, bold: index % 2 == 0))
            }
        }
        let document = try TicketPrinter.pdf(pages, title: "Words", date: Self.date)
        #expect(document.missingGlyphs == 0)
        let read = Set(
            try Tool.text(ofPDF: document.bytes).split(whereSeparator: \.isWhitespace).map(String.init))
        let lost = words.filter { !read.contains($0) }
        #expect(lost.isEmpty)
    }

    private static func word(_ random: inout SeededRandom) -> String {
        let consonants = Array("কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ").map(String.init)
        let conjuncts = ["ক্ষ", "জ্ঞ", "ঞ্চ", "ন্ধ", "ষ্ণ", "হ্ম", "ত্র", "ক্র", "ট্ট", "ব্র", "র্ক", "র্ম", "স্ত্র", "ন্দ্র", "ম্প"]
        let vowels = ["", "", "া", "ি", "ী", "ু", "ূ", "ৃ", "ে", "ৈ", "ো", "ৌ", "াঁ"]
        return (0..<Int.random(in: 2...4, using: &random)).map { _ in
            let letter =
                random.chance(0.3)
                ? conjuncts.randomElement(using: &random) : consonants.randomElement(using: &random)
            return (letter ?? "") + (vowels.randomElement(using: &random) ?? "")
        }.joined()
    }

    @Test("only the two Noto faces are in a PDF, both embedded")
    func fonts() throws {
        let document = try Self.pdf(TicketSample.facts())
        let fonts = try Tool.withFolder { folder in
            try Tool.write(document.bytes, to: folder + "/ticket.pdf")
            return try Tool.run("pdffonts", folder + "/ticket.pdf")
        }
        let lines = fonts.split(separator: "\n").dropFirst(2)
        #expect(lines.count >= 4)
        #expect(lines.allSatisfy { $0.contains("+NotoSans") && $0.contains(" yes yes yes") }, "\(fonts)")
    }

    @Test("the symbol decodes from paper and screen, and the public key verifies it")
    func symbol() throws {
        let facts = try TicketSample.facts()
        let sheet = try TicketSheet(facts, railway: TicketSample.railway)
        let verifier = TicketSample.verifier(try TicketSample.key())
        let scanned = [
            try Tool.symbols(inPDF: Self.pdf(facts).bytes),
            try Tool.symbols(inPNG: TicketPrinter.png(sheet.marks).bytes),
        ]
        for texts in scanned {
            #expect(texts == [facts.pass])
            #expect(try TicketPassTests.verify(try #require(texts.first), verifier) == TicketSample.pass())
        }
    }

    @Test("the same facts give the same bytes, and tickets of an order share a document")
    func deterministic() throws {
        let facts = try TicketSample.facts()
        #expect(try Self.pdf(facts).bytes == Self.pdf(facts).bytes)
        let marks = try TicketSheet(facts, railway: TicketSample.railway).marks
        let two = try TicketPrinter.pdf([marks, marks], title: "Tickets", date: Self.date)
        #expect(try Tool.symbols(inPDF: two.bytes) == [facts.pass, facts.pass])
    }

    @Test(
        "hostile names are words in their own box",
        arguments: [
            "<span font='99'>&lt;</span>", "a\u{0}b\u{1B}[2J\n\n\nc", String(repeating: "W", count: 10_000),
            String(repeating: "ক্ষ্ম", count: 3000), "\u{202E}drow", "أحمد بن علي", "ישראל ישראלי",
            "𐎠𐎡 🂡 \u{10FFFD}", "漢字 한글 \u{2A700}\u{1D800}",
            "a" + String(repeating: "\u{489}", count: 300), "", "   ", "%s%n\\0 ' OR 1=1",
        ])
    func hostile(_ name: String) throws {
        let facts = try TicketSample.facts(passenger: name, station: LocalizedName(en: name, bn: name))
        let document = try Self.pdf(facts)
        #expect(document.missingGlyphs == 0)
        #expect(document.bytes.count < 200_000)
        let sheet = try TicketSheet(facts, railway: TicketSample.railway)
        #expect(try TicketPrinter.png(sheet.marks, scale: 1).missingGlyphs == 0)
        #expect(try Tool.text(ofPDF: document.bytes).contains("সুবর্ণ এক্সপ্রেস"))
    }

    @Test("a pass that is no text for a symbol is refused")
    func noSymbol() throws {
        let facts = try TicketSample.facts(pass: "gt1:small letters")
        #expect(throws: PrintError.noSymbol) { try TicketSheet(facts, railway: TicketSample.railway) }
        let long = try TicketSample.facts(pass: String(repeating: "A", count: 10_000))
        #expect(throws: PrintError.noSymbol) { try TicketSheet(long, railway: TicketSample.railway) }
    }

    @Test("many threads draw at once and all get the same page")
    func threads() async throws {
        let facts = try TicketSample.facts()
        let alone = try Self.pdf(facts).bytes
        let drawn = await withTaskGroup(of: [UInt8]?.self) { group in
            for _ in 0..<12 { group.addTask { try? Self.pdf(facts).bytes } }
            var all: [[UInt8]?] = []
            for await bytes in group { all.append(bytes) }
            return all
        }
        #expect(drawn.allSatisfy { $0 == alone })
    }

    static let date = "2026-03-20T00:00:00Z"

    static func pdf(_ facts: TicketFacts) throws -> TicketPrinter.Document {
        let sheet = try TicketSheet(facts, railway: TicketSample.railway)
        return try TicketPrinter.pdf([sheet.marks], title: "Ticket", date: date)
    }
}
