import Contracts
import Testing

@testable import BookingSite

@Suite("Words") struct WordsTests {
    private let english = Words(.english)
    private let bangla = Words(.bangla)

    @Test(
        "money is grouped as people here do, in the digits of the language",
        arguments: [
            (0, "৳0.00", "৳০.০০"), (99_999, "৳999.99", "৳৯৯৯.৯৯"),
            (123_456_00, "৳1,23,456.00", "৳১,২৩,৪৫৬.০০"),
            (12_345_678_90, "৳1,23,45,678.90", "৳১,২৩,৪৫,৬৭৮.৯০"), (-150_000, "−৳1,500.00", "−৳১,৫০০.০০"),
        ] as [(Int64, String, String)])
    func money(minor: Int64, english: String, bangla: String) {
        #expect(self.english.money(Money(minor: minor)) == english)
        #expect(self.bangla.money(Money(minor: minor)) == bangla)
    }

    @Test("days and clocks are those of Bangladesh")
    func times() {
        // 18:30 UTC is half past midnight of the next day.
        let moment = Timestamp(milliseconds: 1_796_063_400_000)
        #expect(moment.text == "2026-11-30T18:30:00.000Z")
        #expect(english.clock(moment) == "00:30")
        #expect(bangla.clock(moment) == "০০:৩০")
        #expect(english.day(Words.day(moment)) == "Tuesday, 1 December 2026")
        #expect(bangla.day("2026-11-30") == "সোমবার, ৩০ নভেম্বর ২০২৬")
        #expect(english.day("soon") == "soon")
        #expect(
            english.length(from: moment, to: Timestamp(milliseconds: moment.milliseconds + 19_200_000))
                == "5 h 20 min")
        #expect(english.length(from: moment, to: moment) == nil)
        #expect(Words.day(Timestamp(milliseconds: -1)).description == "1970-01-01")
        #expect(Words.day(Timestamp(milliseconds: -21_600_001)).description == "1969-12-31")
    }

    @Test("what is filled in is put in its place")
    func values() {
        #expect(english(.resultsTitle, "%2", "B") == "Trains from B to B")
        #expect(bangla(.resultsTitle, "ঢাকা", "চট্টগ্রাম") == "ঢাকা থেকে চট্টগ্রাম যাওয়ার ট্রেন")
    }
}
