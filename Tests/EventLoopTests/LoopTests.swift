import EventLoop
import Glibc
import Synchronization
import TestKit
import Testing

@Suite struct LoopTests {
    @Test func `a function that runs on the loop finds itself on the loop's thread`() async throws {
        let onLoop = try await withLoop { loop in loop.executor.isCurrent }
        #expect(onLoop)
    }

    @Test func `handlers never leave their loop over thousands of suspensions`() async throws {
        let harness = try LoopHarness(loops: 2)
        defer { harness.stop() }
        let threads = try await withThrowingTaskGroup(of: Set<UInt>.self) { group in
            for index in 0..<2 {
                group.addTask { try await harness.run(on: index) { loop in await Self.wander(loop) } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(threads.map(\.count) == [1, 1])
        #expect(threads[0] != threads[1])
    }

    /// Starts work of many kinds and collects the threads on which it finds itself.
    private static func wander(_ loop: isolated Loop) async -> Set<UInt> {
        let pieces = (0..<50).map { Wanderer($0, loop.reactor) }
        for piece in pieces { _ = loop.reactor.runners.start(piece) }
        var threads: Set<UInt> = []
        for piece in pieces {
            _ = await piece.ended.park()
            threads.formUnion(piece.threads)
            threads.insert(pthread_self())
        }
        let child = Task(executorPreference: loop.executor) {
            await Task.yield()
            return pthread_self()
        }
        threads.insert(await child.value)
        return threads
    }

    @Test func `letters from many threads all arrive, each sender's in order`() async throws {
        let harness = try LoopHarness()
        defer { harness.stop() }
        let loop = harness.loops[0]
        let received = Received()
        await withTaskGroup(of: Void.self) { group in
            for sender in 0..<4 {
                group.addTask {
                    for number in 0..<5000 {
                        loop.post { _ in received.numbers.withLock { $0[sender].append(number) } }
                    }
                }
            }
        }
        // Posted after all others, so run after them.
        try await harness.run { _ in }
        #expect(received.numbers.withLock { $0 } == Array(repeating: Array(0..<5000), count: 4))
    }

    @Test
    func `what is put at the end of the turn runs once, in order, and what it adds runs in the same turn`()
        async throws
    {
        let (order, turns) = try await withLoop { loop in
            let reactor = loop.reactor
            var order: [Int] = []
            var turns: [UInt64] = []
            let done = Parking(reactor)
            reactor.atEndOfTurn {
                order.append(1)
                turns.append(reactor.turns)
                reactor.atEndOfTurn {
                    order.append(3)
                    turns.append(reactor.turns)
                    done.wake()
                }
            }
            reactor.atEndOfTurn { order.append(2) }
            _ = await done.park()
            _ = await done.park(reactor, atMost: .milliseconds(1))
            return (order, turns)
        }
        #expect(order == [1, 2, 3])
        #expect(turns.count == 2 && turns[0] == turns[1])
    }

    @Test func `a timer that sets itself again at once does not hold the loop`() async throws {
        let count = try await withLoop { loop in
            let ticking = Ticker(loop.reactor)
            ticking.tick()
            let parking = Parking(loop.reactor)
            _ = await parking.park(loop.reactor, atMost: .milliseconds(5))
            ticking.isStopped = true
            return ticking.count
        }
        #expect(count > 1)
    }

    @Test func `a loop at rest makes no turns`() async throws {
        let harness = try LoopHarness(loops: 2)
        defer { harness.stop() }
        let before = try await harness.run(on: 0) { loop in
            loop.reactor.after(.seconds(60)) {}
            return loop.reactor.turns
        }
        // The other loop waits, so that no thread of this test sleeps.
        _ = try await harness.run(on: 1) { loop in
            await Parking(loop.reactor).park(loop.reactor, atMost: .milliseconds(100))
        }
        let after = try await harness.run(on: 0) { loop in loop.reactor.turns }
        // The end of the first call and the begin of the second one.
        #expect(after - before <= 3)
    }

    @Test func `names are resolved off the loop, and what has no address gives none`() async throws {
        let pool = try BlockingPool(threads: 2)
        defer { pool.stop() }
        let resolver = NameResolver(pool: pool)
        for (host, isKnown) in [("localhost", true), ("no-such-host.invalid", false)] {
            let addresses = try await withLoop { loop in
                let answer = Answer(loop.reactor)
                nonisolated(unsafe) let box = answer  // Sound: `done` is called on this loop.
                resolver.resolve(host, port: 7, on: loop) { _, addresses in
                    box.addresses = addresses
                    box.parking.wake()
                }
                _ = await answer.parking.park()
                return answer.addresses
            }
            #expect(addresses.isEmpty != isKnown)
            #expect(addresses.allSatisfy { $0.port == 7 && $0.isLoopback })
        }
    }
}

/// What four senders have sent.
private final class Received: Sendable {
    let numbers = Mutex<[[Int]]>(Array(repeating: [], count: 4))
}

/// What a resolver found.
private final class Answer {
    let parking: Parking
    var addresses: [SocketAddress] = []

    init(_ reactor: Reactor) {
        parking = Parking(reactor)
    }
}

/// A timer that sets itself again at once.
private final class Ticker {
    var count = 0
    var isStopped = false
    private let reactor: Reactor

    init(_ reactor: Reactor) {
        self.reactor = reactor
    }

    func tick() {
        count += 1
        if !isStopped { reactor.after(.zero) { self.tick() } }
    }
}

/// Work that suspends in many ways and notes the threads on which it goes on.
private final class Wanderer: LoopWork {
    let ended: Parking
    private(set) var threads: Set<UInt> = []
    private let number: Int
    private let reactor: Reactor

    init(_ number: Int, _ reactor: Reactor) {
        self.number = number
        self.reactor = reactor
        ended = Parking(reactor)
    }

    func perform() async {
        let parking = Parking(reactor)
        for step in 0..<60 {
            threads.insert(pthread_self())
            switch (number + step) % 3 {
            case 0: await Task.yield()
            case 1: _ = await parking.park(reactor, atMost: .microseconds(200))
            default: await deeper(4)
            }
        }
        ended.wake()
    }

    private func deeper(_ depth: Int) async {
        threads.insert(pthread_self())
        if depth > 0 { await deeper(depth - 1) } else { await Task.yield() }
        threads.insert(pthread_self())
    }
}
