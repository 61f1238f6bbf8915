import EventLoop
import TestKit
import Testing

@Suite struct ParkingTests {
    @Test func `a wake that comes before the wait is kept for it, once`() async throws {
        try await withLoop { loop in
            let parking = Parking(loop.reactor)
            parking.wake()
            parking.wake()
            let first = await parking.park()
            #expect(first == .ready)
            let second = await parking.park(loop.reactor, atMost: .milliseconds(1))
            #expect(second == .timedOut)
            parking.wake()
            parking.clear()
            let third = await parking.park(loop.reactor, atMost: .milliseconds(1))
            #expect(third == .timedOut)
        }
    }

    @Test func `a wait ends at its time and not before`() async throws {
        try await withLoop { loop in
            let parking = Parking(loop.reactor)
            let begun = LoopInstant.now
            let wake = await parking.park(loop.reactor, atMost: .milliseconds(30))
            #expect(wake == .timedOut)
            #expect(LoopInstant.now.since(begun) >= .milliseconds(29))
            #expect(!parking.isOccupied)
        }
    }

    @Test func `a timer that passes in the turn of the wake does not end the next wait`() async throws {
        try await withLoop { loop in
            let parking = Parking(loop.reactor)
            // Timers of one deadline fire in order: first the wake, then the wait's own time, in one turn.
            loop.reactor.after(.milliseconds(5)) { parking.wake() }
            let first = await parking.park(loop.reactor, atMost: .milliseconds(5))
            #expect(first == .ready)
            loop.reactor.after(.milliseconds(20)) { parking.wake() }
            let second = await parking.park()
            #expect(second == .ready)
        }
    }

    @Test func `a function that waits is parked before any other job runs`() async throws {
        try await withLoop { loop in
            for _ in 0..<20 {
                let parking = Parking(loop.reactor)
                let looker = Looker(at: parking)
                _ = loop.reactor.runners.start(looker)
                let wake = await parking.park(loop.reactor, atMost: .seconds(20))
                #expect(wake == .ready)
                #expect(looker.wasOccupied)
            }
        }
    }

    @Test func `a cancelled task does not wait, and one that waits is woken from another thread`()
        async throws
    {
        let harness = try LoopHarness()
        defer { harness.stop() }
        let loop = harness.loops[0]
        for _ in 0..<200 {
            let task = Task {
                try await harness.run { loop in
                    await Parking(loop.reactor).park(loop.reactor, atMost: .seconds(20))
                }
            }
            loop.post { _ in }
            task.cancel()
            let wake = try await task.value
            #expect(wake == .cancelled)
        }
    }

    @Test func `a cancellation that comes late does not end the wait of another task`() async throws {
        let harness = try LoopHarness()
        defer { harness.stop() }
        let wakes = try await harness.run { loop in
            let parking = Parking(loop.reactor)
            let first = Task(executorPreference: loop.executor) {
                _ = loop
                return await parking.park()
            }
            while !parking.isOccupied { await Task.yield() }
            // Cancelled elsewhere while it is woken here: its letter arrives during the next wait.
            let canceller = Task.detached { first.cancel() }
            parking.wake()
            let wake = await first.value
            loop.reactor.after(.milliseconds(20)) { parking.wake() }
            let next = await parking.park()
            await canceller.value
            return [wake, next]
        }
        #expect(wakes[1] == .ready)
    }

    @Test func `wakes, times and cancellations in random order lose no wait`() async throws {
        let counts = try await withLoop { loop in
            var random = SeededRandom(seed: 1)
            let parking = Parking(loop.reactor)
            var counts: [Wake: Int] = [:]
            for _ in 0..<600 {
                let delay = Duration.microseconds(Int.random(in: 0...300, using: &random))
                let limit = Duration.microseconds(Int.random(in: 0...300, using: &random))
                let timer = loop.reactor.after(delay) { parking.wake() }
                let wake = await parking.park(loop.reactor, atMost: limit)
                loop.reactor.cancel(timer)
                parking.clear()
                counts[wake, default: 0] += 1
            }
            return counts
        }
        #expect(counts[.ready, default: 0] + counts[.timedOut, default: 0] == 600)
        #expect(counts[.ready, default: 0] > 30 && counts[.timedOut, default: 0] > 30)
    }
}

/// Looks at a parking place in its first job, and wakes whoever is there or comes.
private final class Looker: LoopWork {
    private let parking: Parking
    private(set) var wasOccupied = false

    init(at parking: Parking) {
        self.parking = parking
    }

    func perform() async {
        wasOccupied = parking.isOccupied
        parking.wake()
    }
}
