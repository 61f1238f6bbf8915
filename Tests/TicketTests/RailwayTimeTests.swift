import Contracts
import Testing

@testable import Ticket

@Suite("The railway's clock") struct RailwayTimeTests {
    @Test("the railway's clock is six hours ahead of UTC")
    func clock() {
        let time = RailwayTime(TicketSample.departure)
        #expect(time.date.description == "2026-03-24")
        #expect(PrintedNumber.time(time, .english) == "08:00")
        #expect(PrintedNumber.time(time, .bangla) == "০৮:০০")
        let night = RailwayTime(
            Timestamp(milliseconds: TicketSample.departure.milliseconds - (8 * 3600 + 60) * 1000))
        #expect(night.date.description == "2026-03-23")
        #expect(PrintedNumber.time(night, .english) == "23:59")
        let before = RailwayTime(Timestamp(milliseconds: -6 * 3_600_000 - 60_000))
        #expect(before.date.description == "1969-12-31")
        #expect(before.minuteOfDay == 1439)
        _ = RailwayTime(Timestamp(milliseconds: .min))
        _ = RailwayTime(Timestamp(milliseconds: .max))
    }
}
