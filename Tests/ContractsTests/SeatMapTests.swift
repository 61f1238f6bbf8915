import Foundation
import Testing

@testable import Contracts

@Suite("The seat map on the wire")
struct SeatMapTests {
    static func map(_ layout: String, _ count: Int, _ taken: Set<Int>) throws -> SeatMap {
        let rows = try #require(SeatRows(layout))
        return SeatMap(
            trip: "702-2026-11-30", from: "DHA", to: "CTG", version: "v",
            coaches: [
                SeatMap.Coach(
                    label: "KA", name: LocalizedName(en: "KA", bn: "ক"), classCode: "chair",
                    fare: Money(minor: 45_000), rows: rows, seats: count, taken: taken)
            ])
    }

    @Test(
        "a coach goes over as layout, count and taken, and comes back seat by seat",
        arguments: [("2+2", 60), ("3+2", 105), ("2+1", 55), ("1+1", 1), ("4+0", 7), ("3+2", 4), ("2+2", 2)])
    func roundTrip(layout: String, count: Int) throws {
        let map = try Self.map(layout, count, count > 3 ? [1, 3, count] : [])
        let bytes = try JSONEncoder().encode(map)
        #expect(try JSONDecoder().decode(SeatMap.self, from: bytes) == map)
        #expect(bytes.count < 220)
    }

    @Test("seats are told by label, row and column")
    func seats() throws {
        let seats = try Self.map("3+2", 7, [4]).coaches[0].seats
        #expect(seats.map(\.label) == (1...7).map { "KA-\($0)" })
        #expect(seats.map(\.column) == [0, 1, 2, 4, 5, 0, 1])
        #expect(seats.map(\.row) == [0, 0, 0, 0, 0, 1, 1])
        #expect(seats.filter { !$0.isFree }.map(\.number) == [4])
    }

    @Test("a coach that cannot be is refused", arguments: [#""9+9""#, #""2x2""#, #""""#])
    func refused(layout: String) {
        let coach = """
            {"label":"KA","name":{"en":"a","bn":"b"},"classCode":"c","fare":"1.00","layout":\(layout),
             "seats":4,"taken":[]}
            """
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(SeatMap.Coach.self, from: Data(coach.utf8))
        }
    }
}
