import Bytes
import Foundation
import Telemetry
import Testing

@Suite("Time")
struct TimeTests {
    private func text(_ milliseconds: Int64) -> String {
        var buffer = ByteBuffer()
        buffer.append(rfc3339: milliseconds)
        return String(decoding: buffer.copyBytes(), as: UTF8.self)
    }

    @Test("is written as RFC 3339 in UTC with milliseconds")
    func moments() {
        #expect(text(0) == "1970-01-01T00:00:00.000Z")
        #expect(text(1_795_253_555_042) == "2026-11-21T09:32:35.042Z")
        #expect(text(951_782_400_000) == "2000-02-29T00:00:00.000Z")
        #expect(text(-1) == "1969-12-31T23:59:59.999Z")
        #expect(text(.max) == "9999-12-31T23:59:59.999Z")
        #expect(text(.min) == "0000-01-01T00:00:00.000Z")
    }

    @Test("is right on every day of eight hundred years, counted one by one")
    func everyDay() {
        var (year, month, day) = (1_600, 1, 1)
        var buffer = ByteBuffer()
        for number in -135_140..<157_054 {
            buffer.removeAll()
            buffer.append(rfc3339: Int64(number) * 86_400_000)
            var expected = ByteBuffer()
            expected.append(decimal: year, width: 4)
            for part in [month, day] {
                expected.append("-")
                expected.append(decimal: part, width: 2)
            }
            expected.append("T00:00:00.000Z")
            #expect(buffer.copyBytes() == expected.copyBytes())
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > days[month - 1] { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }
        #expect(year == 2_400)
    }

    @Test("agrees with Foundation at random moments")
    func agreesWithFoundation() {
        var random = SystemRandomNumberGenerator()
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.calendar = Calendar(identifier: .iso8601)
        formatter.dateFormat = "yyyy-MM-dd'T'HH:mm:ss"
        for _ in 0..<2_000 {
            // From 1600 to 9999: before, Foundation changes to the Julian calendar.
            let second = Int64.random(in: -11_670_000_000...253_402_300_799, using: &random)
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(second)))
            #expect(text(second * 1_000 + 7) == "\(expected).007Z")
        }
    }

    @Test("of the process never goes back, and of the wall is now")
    func clocks() {
        let first = ProcessClock.nanoseconds()
        #expect(ProcessClock.nanoseconds() >= first)
        #expect(abs(Double(WallClock.milliseconds()) / 1_000 - Date().timeIntervalSince1970) < 5)
    }
}
