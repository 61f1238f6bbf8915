import EventLoop
import TestKit
import Testing

@testable import Gateway

/// How requests become batches.
@Suite struct BatcherTests {
    /// Batches that were sent; each waits at a gate that the test opens.
    final class Desk {
        var sent: [[Int]] = []
        var gates: [Parking] = []
        let reactor: Reactor
        let isGated: Bool

        init(_ reactor: Reactor, gated: Bool = false) {
            self.reactor = reactor
            isGated = gated
        }

        func take(_ items: [Int]) async {
            sent.append(items)
            guard isGated else { return }
            let gate = Parking(reactor)
            gates.append(gate)
            _ = await gate.park()
        }

        func until(_ condition: () -> Bool) async -> Bool {
            let parking = Parking(reactor)
            for _ in 0..<5000 {
                if condition() { return true }
                _ = await parking.park(reactor, atMost: .milliseconds(1))
            }
            return false
        }
    }

    @Test("All items leave, in the order in which they came, in batches within the limit")
    func order() async throws {
        let sent = try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let batcher = Batcher<Int>(loop.reactor, limit: 4, spacing: .milliseconds(1), bound: 100) {
                await desk.take($0)
            }
            for item in 0..<30 { _ = batcher.add(item) }
            _ = await desk.until { desk.sent.joined().count == 30 }
            return desk.sent
        }
        #expect(Array(sent.joined()) == Array(0..<30))
        #expect(sent.allSatisfy { $0.count <= 4 })
    }

    @Test("What comes in one turn leaves as one batch; the next waits for the spacing")
    func spacing() async throws {
        let (first, gap) = try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let batcher = Batcher<Int>(loop.reactor, limit: 100, spacing: .milliseconds(30), bound: 100) {
                await desk.take($0)
            }
            for item in 0..<10 { _ = batcher.add(item) }
            _ = await desk.until { desk.sent.count == 1 }
            let left = LoopInstant.now
            _ = batcher.add(10)
            _ = await desk.until { desk.sent.count == 2 }
            return (desk.sent.first ?? [], LoopInstant.now.since(left))
        }
        #expect(first == Array(0..<10))
        #expect(gap > .milliseconds(20))
    }

    @Test("Enough items leave at once, before the spacing is over")
    func enough() async throws {
        let count = try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let batcher = Batcher<Int>(
                loop.reactor, limit: 100, enough: 5, spacing: .seconds(60), bound: 100
            ) { await desk.take($0) }
            _ = batcher.add(0)
            _ = await desk.until { desk.sent.count == 1 }
            for item in 1...5 { _ = batcher.add(item) }
            _ = await desk.until { desk.sent.count == 2 }
            return desk.sent.count
        }
        #expect(count == 2)
    }

    @Test(
        "Behind a store that stands, few batches are under way, the rest is bounded, and all goes on"
    )
    func bound() async throws {
        let (refused, waiting, under, all) = try await withLoop { loop in
            let desk = Desk(loop.reactor, gated: true)
            let batcher = Batcher<Int>(
                loop.reactor, limit: 2, spacing: .milliseconds(1), bound: 10, inFlight: 2
            ) { await desk.take($0) }
            var refused = 0
            for item in 0..<12 {
                if !batcher.add(item) { refused += 1 }
            }
            _ = await desk.until { desk.gates.count == 2 }
            for item in 12..<30 {
                if !batcher.add(item) { refused += 1 }
            }
            let (waiting, under) = (batcher.waiting, desk.gates.count)
            var opened = 0
            _ = await desk.until {
                while opened < desk.gates.count {
                    desk.gates[opened].wake()
                    opened += 1
                }
                return batcher.waiting == 0 && desk.sent.joined().count == 30 - refused
            }
            return (refused, waiting, under, Array(desk.sent.joined()))
        }
        #expect(waiting == 10)
        #expect(under == 2)
        #expect(all == all.sorted() && all.count == 30 - refused)
    }
}
