import EventLoop
import TestKit
import Testing

/// Work that waits until it is told, and notes how it went.
private final class Work: LoopWork {
    let parking: Parking
    let ended: Parking
    var wake: Wake?
    var wasOnLoop = false
    private let executor: LoopExecutor

    init(_ reactor: Reactor) {
        parking = Parking(reactor)
        ended = Parking(reactor)
        executor = reactor.executor
    }

    func perform() async {
        wake = await parking.park()
        wasOnLoop = executor.isCurrent
        ended.wake()
    }
}

@Suite struct RunnerPoolTests {
    @Test func `beyond the bound no work is started, and a runner that ended takes the next`() async throws {
        let harness = try LoopHarness(maximumRunners: 3)
        defer { harness.stop() }
        try await harness.run { loop in await Self.fillAndDrain(loop) }
    }

    private static func fillAndDrain(_ loop: isolated Loop) async {
        let runners = loop.reactor.runners
        for _ in 0..<5 {
            let work = (0..<3).map { _ in Work(loop.reactor) }
            for piece in work { #expect(runners.start(piece) != nil) }
            #expect(runners.start(Work(loop.reactor)) == nil)
            #expect(runners.busy == 3)
            for piece in work {
                piece.parking.wake()
                _ = await piece.ended.park()
                #expect(piece.wake == .ready && piece.wasOnLoop)
            }
            await Task.yield()
            #expect(runners.busy == 0)
        }
    }

    @Test func `cancelled work ends, and its runner is replaced`() async throws {
        try await withLoop { loop in
            let runners = loop.reactor.runners
            for _ in 0..<50 {
                let work = Work(loop.reactor)
                let ticket = try #require(runners.start(work))
                await Task.yield()
                runners.cancel(ticket)
                _ = await work.ended.park()
                #expect(work.wake == .cancelled)
                await Task.yield()
                #expect(runners.busy == 0)

                // A ticket that has had its day cancels nobody.
                let next = Work(loop.reactor)
                _ = try #require(runners.start(next))
                runners.cancel(ticket)
                next.parking.wake()
                _ = await next.ended.park()
                #expect(next.wake == .ready)
                await Task.yield()
            }
        }
    }

    @Test func `work that is cancelled before it begins finds itself cancelled`() async throws {
        try await withLoop { loop in
            let work = Work(loop.reactor)
            let ticket = try #require(loop.reactor.runners.start(work))
            loop.reactor.runners.cancel(ticket)
            _ = await work.ended.park()
            #expect(work.wake == .cancelled)
        }
    }

    @Test func `when the loop ends, work in progress is cancelled`() async throws {
        let harness = try LoopHarness()
        let work = try await harness.run { loop in
            let work = Work(loop.reactor)
            _ = loop.reactor.runners.start(work)
            await Task.yield()
            nonisolated(unsafe) let result = work  // Sound: read again only when the loop has ended.
            return Unchecked(result)
        }
        harness.stop()
        #expect(work.value.wake == .cancelled)
    }
}

/// Carries a value out of a loop that has ended.
// Sound: nobody on the loop touches the value any more.
private struct Unchecked<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }
}
