import Testing

@testable import LoadTest

@Suite("A rush for seats")
struct RushTests {
    @Test("makes every attempt once, each of a seat's by somebody else")
    func order() {
        var order = AttemptOrder(seats: 40, attempts: 30, people: 30, together: 3, seed: 7)
        var people = [Set<Int32>](repeating: [], count: 40)
        var count = 0
        var blocks: [Int] = []
        while let attempt = order.next() {
            count += 1
            blocks.append(Int(attempt.seat) / 3)
            #expect(people[Int(attempt.seat)].insert(attempt.person).inserted)
        }
        #expect(count == 1200)
        #expect(people.allSatisfy { $0.count == 30 })
        #expect(blocks == blocks.sorted(), "a few seats at once, and then the next")
        #expect(order.next() == nil)
    }

    @Test("lets fewer people try a seat again, each under a key of its own")
    func fewPeople() {
        var order = AttemptOrder(seats: 2, attempts: 25, people: 10, together: 1, seed: 1)
        var numbers: Set<[Int32]> = []
        while let attempt = order.next() {
            #expect((0..<10).contains(attempt.person))
            numbers.insert([attempt.seat, attempt.number])
        }
        #expect(numbers.count == 50)
    }

    @Test("tells exact percentiles")
    func percentiles() {
        var times = ExactTimes()
        for time in (1...1000).shuffled() { times.add(time) }
        let sorted = times.sorted()
        #expect(ExactTimes.percentile(0.5, of: sorted) == 500)
        #expect(ExactTimes.percentile(0.99, of: sorted) == 990)
        #expect(ExactTimes.percentile(1, of: sorted) == 1000)
        #expect(ExactTimes.percentile(0.5, of: []) == 0)
    }

    @Test("reads stations, trips and seats of the catalogue's answers, and nothing of others")
    func timetable() {
        let map = Array(
            #"{"coaches":[{"label":"KA","seats":4,"taken":[2,4]},{"label":"KHA","seats":1,"taken":[]}]}"#.utf8
        )
        let seats = TimetableReading.seats(map.span.bytes)
        #expect(seats.free == ["KA-1", "KA-3", "KHA-1"])
        #expect(seats.taken == ["KA-2", "KA-4"])
        let trips = Array(#"{"trips":[{"id":"701-1"},{"name":"x"},{"id":"702-1"}]}"#.utf8)
        #expect(
            TimetableReading.offers(trips.span.bytes, from: "A", to: "B").map(\.mapPath) == [
                "/api/trips/701-1/seats?from=A&to=B", "/api/trips/702-1/seats?from=A&to=B",
            ])
        #expect(TimetableReading.stations(Array("{".utf8).span.bytes).isEmpty)
    }

    // MARK: The verdict

    /// A rush of 600 seats, each won once and lost once.
    private func outcome(_ change: (inout RushCounts) -> Void = { _ in }) -> RushOutcome {
        var settings = RushSettings()
        settings.seats = 600
        settings.attempts = 2
        var counts = RushCounts(seats: 600)
        for seat in 0..<600 {
            counts.granted[seat] = 1
            counts.mostUnderWay[seat] = 2
            counts.holds.insert([UInt8(seat / 256), UInt8(seat % 256)])
            counts.taken += 1
            counts.winners.add(2000 + seat)
            counts.others.add(1000 + seat)
        }
        change(&counts)
        return RushOutcome(
            settings: settings, counts: counts, seconds: 1, entrySeconds: 1, questions: 0,
            connectionsOpened: 2, trouble: nil)
    }

    @Test("holds where each seat was held once and losers were no slower")
    func holds() {
        let report = RushReport(outcome())
        #expect(report.holds, "\(report.table)")
    }

    @Test(
        "fails for whatever contradicts it",
        arguments: [
            { $0.granted[7] = 2 }, { $0.granted[7] = 0 }, { $0.holdsTwice = 1 }, { $0.taken -= 1 },
            { $0.unexpected[500] = 1 }, { $0.unexpected[0] = 1 }, { $0.shownFree = 1 },
            { counts in for _ in 0..<700 { counts.others.add(9000) } },
            { counts in for _ in 0..<60 { counts.others.add(9000) } },
        ] as [@Sendable (inout RushCounts) -> Void])
    func contradictions(_ change: @Sendable (inout RushCounts) -> Void) {
        #expect(!RushReport(outcome(change)).holds)
    }
}
