import EventLoop
import Glibc
import TestKit
import Testing

/// Takes connections and keeps them, or closes them when it is told that descriptors run out.
private final class Keeper: ConnectionAcceptor {
    var kept: [Int32] = []
    var exhaustions = 0
    var onAccept: () -> Void = {}

    func accept(_ descriptor: Int32, from peer: SocketAddress) {
        kept.append(descriptor)
        onAccept()
    }

    func closeIdleConnections() -> Bool {
        exhaustions += 1
        return false
    }

    func closeAll() {
        for descriptor in kept { SystemCall.close(descriptor) }
        kept = []
    }
}

@Suite struct ListenerTests {
    @Test(arguments: ["127.0.0.1:0", "[::1]:0"])
    func `many connections that come at once are all taken`(address: String) async throws {
        let address = try #require(SocketAddress(address))
        try await withLoop { loop in
            let keeper = Keeper()
            let listener = try Listener(try Socket.listen(on: address), on: loop.reactor, acceptor: keeper)
            let done = Parking(loop.reactor)
            keeper.onAccept = { if keeper.kept.count == 200 { done.wake() } }
            let clients = try (0..<200).map { _ in try Socket.startConnecting(to: listener.address) }
            let wake = await done.park(loop.reactor, atMost: .seconds(20))
            #expect(wake == .ready)
            for client in clients { SystemCall.close(client) }
            keeper.closeAll()
            listener.close()
            #expect(loop.reactor.descriptorCount == 0)
        }
    }

    @Test func `a listener that rests takes nobody until its pause is over`() async throws {
        try await withLoop { loop in
            let keeper = Keeper()
            let listener = try Listener(
                try Socket.listen(on: .v4(0x7F00_0001, port: 0)), on: loop.reactor, acceptor: keeper,
                pause: .milliseconds(50))
            let done = Parking(loop.reactor)
            keeper.onAccept = { done.wake() }
            listener.rest()
            listener.rest()
            #expect(listener.pauses == 1 && keeper.exhaustions == 1)
            let client = try Socket.startConnecting(to: listener.address)
            let first = await done.park(loop.reactor, atMost: .milliseconds(10))
            #expect(first == .timedOut)
            let second = await done.park(loop.reactor, atMost: .seconds(20))
            #expect(second == .ready)
            SystemCall.close(client)
            keeper.closeAll()
            listener.close()
        }
    }

    /// In a process of its own: the limit of descriptors is the whole process's.
    @Test func `out of descriptors a listener pauses without spinning, and accepts again when some are free`()
        async
    {
        await #expect(processExitsWith: .success) {
            try await withLoop { loop in
                let keeper = Keeper()
                let listener = try Listener(
                    try Socket.listen(on: .v4(0x7F00_0001, port: 0)), on: loop.reactor, acceptor: keeper,
                    pause: .milliseconds(20))
                let clients = try (0..<8).map { _ in try Socket.startConnecting(to: listener.address) }
                var highest = clients.max() ?? 0
                highest = max(highest, dup(0))
                var limit = rlimit(rlim_cur: rlim_t(highest + 1), rlim_max: 4096)
                precondition(setrlimit(__rlimit_resource_t(7), &limit) == 0, "RLIMIT_NOFILE is 7 on Linux")

                let parking = Parking(loop.reactor)
                let turns = loop.reactor.turns
                _ = await parking.park(loop.reactor, atMost: .milliseconds(210))
                precondition(listener.pauses >= 3, "paused again and again")
                precondition(keeper.exhaustions == listener.pauses, "asked to free descriptors")
                precondition(loop.reactor.turns - turns < 60, "did not spin")
                precondition(keeper.kept.count < 8, "could not take all")

                limit.rlim_cur = 4096
                precondition(setrlimit(__rlimit_resource_t(7), &limit) == 0, "the limit goes up again")
                keeper.onAccept = { if keeper.kept.count == 8 { parking.wake() } }
                let wake = await parking.park(loop.reactor, atMost: .seconds(20))
                precondition(wake == .ready, "took the rest")
            }
        }
    }
}
