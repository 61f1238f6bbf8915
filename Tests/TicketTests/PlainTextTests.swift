import Contracts
import Testing

@testable import Ticket

@Suite("Words on tickets") struct PlainTextTests {
    @Test(
        "names stay as they are, in either script",
        arguments: [
            "Rahima Khatun", "রাহিমা খাতুন", "ক্ষ শ্রী র্ক কি কো", "ব্রাহ্মণবাড়িয়া", "র\u{200D}্যাব", "O'Brien-Ñandú",
        ])
    func kept(_ name: String) {
        #expect(PlainText.line(name) == name)
    }

    @Test("controls, directions and line ends go, spaces become one")
    func cleaned() {
        #expect(PlainText.line("  a\u{0}\u{7}\n\t b\u{202E}c\u{2066}d\u{2069}\u{FEFF}\r\n") == "a bcd")
        #expect(PlainText.line("\u{E000}\u{2028}x\u{AD}y") == "xy")
    }

    @Test("a name has an end, and so has the work on it")
    func bounded() {
        #expect(PlainText.line(String(repeating: "ক", count: 10_000)).unicodeScalars.count == 80)
        #expect(PlainText.line(String(repeating: "\u{202E}", count: 1_000_000)).isEmpty)
        #expect(PlainText.line(String(repeating: "ab ", count: 100), limit: 8) == "ab ab ab")
        #expect(PlainText.line(String(repeating: "ab ", count: 100), limit: 6) == "ab ab")
        let tower = "a" + String(repeating: "\u{301}", count: 500) + "b"
        #expect(PlainText.line(tower).unicodeScalars.count == 6)
    }

    @Test("markup is text like any other")
    func markup() {
        #expect(PlainText.line("<b>&amp;</b>") == "<b>&amp;</b>")
    }

    @Test("money is grouped as South Asia groups it, with the taka sign")
    func money() {
        #expect(PrintedNumber.taka(Money(minor: 123_456_700), .english) == "৳ 12,34,567.00")
        #expect(PrintedNumber.taka(Money(minor: 123_450), .bangla) == "৳ ১,২৩৪.৫০")
        #expect(PrintedNumber.taka(Money(minor: 5), .english) == "৳ 0.05")
        #expect(PrintedNumber.taka(Money(minor: -99_900), .english) == "৳ -999.00")
        #expect(PrintedNumber.taka(Money(minor: .min), .english).hasSuffix(".08"))
    }

    @Test("days in words")
    func days() throws {
        let date = try #require(CivilDate("2026-03-24"))
        #expect(PrintedNumber.date(date, .english) == "Tuesday, 24 March 2026")
        #expect(PrintedNumber.date(date, .bangla) == "মঙ্গলবার, ২৪ মার্চ ২০২৬")
    }
}
