import Booking
import EventLoop
import Postgres
import Redis
import TestKit
import Testing

@Suite("Overlapping stretches") struct SeatRaceTests {
    /// Who has each leg of each seat; a grant that takes a leg twice is told.
    final class Owners {
        private var legs: [[PostgresUUID?]]

        init(seats: Int, legs: Int) {
            self.legs = Array(repeating: Array(repeating: nil, count: legs), count: seats)
        }

        func take(_ attempt: HoldAttempt) -> Bool {
            for seat in attempt.seats {
                for leg in attempt.stretch.start..<attempt.stretch.end {
                    if legs[seat][leg] != nil { return false }
                    legs[seat][leg] = attempt.id
                }
            }
            return true
        }

        func free(_ attempt: HoldAttempt) {
            for seat in attempt.seats {
                for leg in attempt.stretch.start..<attempt.stretch.end { legs[seat][leg] = nil }
            }
        }

        var words: [UInt32] {
            legs.map { row in
                row.indices.reduce(UInt32(0)) { row[$1] == nil ? $0 : $0 | 1 << UInt32($1) }
            }
        }
    }

    static func attempt(_ bench: BookingBench, _ random: inout SeededRandom) throws -> HoldAttempt {
        let start = Int.random(in: 0..<10, using: &random)
        let end = Int.random(in: start + 1...10, using: &random)
        let count = random.chance(0.5) ? 1 : Int.random(in: 2...4, using: &random)
        return try bench.attempt((0..<20).shuffled(using: &random).prefix(count).sorted(), start, end)
    }

    @Test("100,000 attempts in Redis by 64 clients sell no leg of a seat twice, and hold all seats or none")
    func redis() async throws {
        try await BookingBench.run { _, bench in
            try await bench.inventory.warm(trip: "T-1")
            var random = SeededRandom(seed: 11)
            let owners = Owners(seats: 20, legs: 10)
            var granted = 0
            var refused = 0
            // What is granted is freed by its own client after one more attempt, so that seats stay scarce.
            try await bench.concurrently(64) { _ in
                var mine: HoldAttempt?
                for _ in 0..<(100_000 / 64) {
                    let attempt = try Self.attempt(bench, &random)
                    switch try await bench.seats.hold(attempt.claim, trip: "T-1") {
                    case .granted:
                        granted += 1
                        let isAlone = owners.take(attempt)
                        #expect(isAlone)
                        if let mine { try await bench.free(mine, owners) }
                        mine = attempt
                    case .taken(let seats):
                        refused += 1
                        #expect(!seats.isEmpty && seats.allSatisfy(attempt.seats.contains))
                    case .cold, .again: Issue.record("neither cold nor known")
                    }
                }
                if let mine { try await bench.free(mine, owners) }
            }
            #expect(granted > 2_000 && refused > 50_000, "\(granted) granted, \(refused) refused")
            #expect(try await bench.redisWords() == Array(repeating: 0, count: 20))
        }
    }

    @Test("thousands of attempts through Postgres by 24 clients, with releases, expiries and lost puts")
    func postgres() async throws {
        try await BookingBench.run { _, bench in
            var random = SeededRandom(seed: 12)
            let owners = Owners(seats: 20, legs: 10)
            var granted = 0
            try await bench.concurrently(24) { _ in
                for _ in 0..<120 {
                    let attempt = try Self.attempt(bench, &random)
                    do { _ = try await bench.inventory.hold(attempt) } catch HoldRefusal.taken { continue }
                    granted += 1
                    let isAlone = owners.take(attempt)
                    #expect(isAlone)
                    if random.chance(0.1) { try await bench.seats.release(attempt.id.bytes, trip: "T-1") }
                    if random.chance(0.97) {
                        try await bench.end(attempt, owners, byExpiry: random.chance(0.5))
                    }
                }
            }
            #expect(granted > 100, "\(granted)")
            #expect(try await bench.postgresWords() == owners.words)
            try await bench.inventory.reconcile(trip: "T-1")
            try await bench.expectAgreement()
        }
    }
}
