import Contracts
import TestKit
import Testing

@testable import Booking

@Suite("Seats that are offered together")
struct SeatGroupTests {
    static let fare = Fare(base: 0, perKilometre: 100, minimum: 0)

    /// A trip of coaches with so many seats each, all of one class.
    static func trip(_ coaches: [(layout: String, seats: Int)], categories: [Int]? = nil) throws -> TripLayout
    {
        var made: [TripLayout.Coach] = []
        var first = 0
        for (index, coach) in coaches.enumerated() {
            made.append(
                TripLayout.Coach(
                    label: LocalizedName(en: "C\(index)", bn: "C\(index)"), category: categories?[index] ?? 0,
                    rows: try #require(SeatRows(coach.layout)), seats: first..<first + coach.seats))
            first += coach.seats
        }
        let stops = [0, 1].map {
            TripLayout.Stop(
                station: "s\($0)", arrives: Int64($0), departs: Int64($0), day: "2026-11-30", kilometre: $0)
        }
        let kinds = (0...(categories?.max() ?? 0)).map {
            TripLayout.Category(id: "c\($0)", name: LocalizedName(en: "", bn: ""), seats: 1, fare: fare)
        }
        return TripLayout(
            id: "T", train: "1", name: LocalizedName(en: "", bn: ""), date: "2026-11-30", stops: stops,
            coaches: made, categories: kinds)
    }

    static func best(
        _ count: Int, _ trip: TripLayout, taken: Set<Int> = [], category: Int? = nil, limit: Int = 5
    ) -> [[Int]] {
        SeatGroups.best(count, of: trip, category: category, limit: limit) { !taken.contains($0) }
    }

    @Test("two sit side by side, and leave nobody alone where they need not")
    func pairs() throws {
        let trip = try Self.trip([("3+2", 10)])
        // Of a row of three the pair of two is better: it leaves no single seat.
        #expect(Self.best(2, trip, limit: 2) == [[3, 4], [8, 9]])
        #expect(Self.best(2, trip, taken: [3, 4, 8, 9], limit: 2) == [[0, 1], [5, 6]])
    }

    @Test("three sit in a row of three, else across the aisle, else one behind the other, else anywhere")
    func threes() throws {
        let trip = try Self.trip([("3+2", 10)])
        #expect(Self.best(3, trip, limit: 1) == [[0, 1, 2]])
        // 1 and 6 are gone: across the aisle are 2, 3, 4.
        #expect(Self.best(3, trip, taken: [1, 6], limit: 1) == [[2, 3, 4]])
        // Then 2 and 7: two in front and one behind on the right.
        #expect(Self.best(3, trip, taken: [1, 2, 6, 7], limit: 1) == [[3, 4, 8]])
        #expect(Self.best(3, trip, taken: [1, 2, 3, 6, 7, 8], limit: 1) == [[0, 4, 5]])
    }

    @Test("four share two rows of a pair before they are spread over coaches")
    func fours() throws {
        let trip = try Self.trip([("2+2", 8), ("2+2", 8)])
        #expect(Self.best(4, trip, limit: 1) == [[0, 1, 2, 3]])
        #expect(Self.best(4, trip, taken: [2, 6, 10, 14], limit: 1) == [[0, 1, 4, 5]])
        let apart: Set<Int> = [1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15]
        #expect(Self.best(4, trip, taken: apart, limit: 1) == [[0, 4, 8, 12]])
        #expect(Self.best(4, trip, taken: apart.union([0]), limit: 1).isEmpty)
    }

    @Test("only the class that is wanted, and only what is there")
    func category() throws {
        let trip = try Self.trip([("2+2", 4), ("2+2", 4)], categories: [0, 1])
        #expect(Self.best(2, trip, category: 1, limit: 1) == [[4, 5]])
        #expect(Self.best(4, trip, taken: [4], category: 1).isEmpty)
        #expect(Self.best(0, trip).isEmpty)
        #expect(Self.best(9, trip).isEmpty)
    }

    @Test("whatever is taken: groups are free, whole, apart from each other, and found when there are any")
    func random() throws {
        var random = SeededRandom(seed: 11)
        let trip = try Self.trip([("3+2", 23), ("2+2", 17), ("1+1", 5)])
        for _ in 0..<2000 {
            let share = UInt64.random(in: 0...100, using: &random)
            let taken = Set((0..<trip.seatCount).filter { _ in random.next() % 100 < share })
            let count = Int.random(in: 1...4, using: &random)
            let groups = Self.best(count, trip, taken: taken)
            let flat = groups.flatMap { $0 }
            #expect(groups.allSatisfy { $0.count == count && Set($0).count == count })
            #expect(Set(flat).count == flat.count && Set(flat).isDisjoint(with: taken))
            #expect(groups.isEmpty == (trip.seatCount - taken.count < count))
        }
    }
}
