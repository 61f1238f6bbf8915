import Contracts
import Testing

@testable import Ticket

@Suite("Dates on tickets") struct ServiceDateTests {
    @Test("every day that can be written reads back, and days follow one another")
    func everyDay() {
        var weekday = 4  // 1 January 1970 was a Thursday.
        for days in 0...UInt16.max {
            let date = ServiceDate(days: days)
            #expect(ServiceDate(date.description) == date)
            #expect(date.weekday == weekday)
            weekday = (weekday + 1) % 7
        }
    }

    @Test("known days", arguments: [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-03-24", 20_536)])
    func known(_ text: String, _ days: UInt16) {
        #expect(ServiceDate(text)?.days == days)
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026/01/01", "",
            "1969-12-31",
            "2150-01-01", "2026-03-2৪",
        ])
    func refused(_ text: String) {
        #expect(ServiceDate(text) == nil)
    }

    @Test("the railway's clock is six hours ahead of UTC")
    func clock() {
        let time = RailwayTime(seconds: TicketSample.departure)
        #expect(time.date.description == "2026-03-24")
        #expect(PrintedNumber.time(time, .english) == "08:00")
        #expect(PrintedNumber.time(time, .bangla) == "০৮:০০")
        let night = RailwayTime(seconds: TicketSample.departure - 8 * 3600 - 60)
        #expect(night.date.description == "2026-03-23")
        #expect(PrintedNumber.time(night, .english) == "23:59")
        _ = RailwayTime(seconds: .min)
        _ = RailwayTime(seconds: .max)
    }
}
