import Synchronization
import Testing
import WaitingRoom

@Suite struct MemoryRoomTests {
    @Test func `two gateways share a line and restore it after its store was started again`() async throws {
        let clock = Atomic<Int64>(1_700_000_000_000)
        let pointer = SharedClock(clock)
        let line = MemoryLine(clock: { pointer.now })
        let (one, two) = (MemoryRoom(line), MemoryRoom(line))
        await #expect(throws: RoomStoreError.moved) { try await one.beat([1]) }

        let facts = RoomFacts(settings: RoomSettings(mode: .always))
        #expect(try await one.restore(facts).kind == .made)
        #expect(try await two.restore(facts).kind == .read)
        #expect(try await one.join(JoinBatch(newcomers: 2, mayGoStraightIn: true)).first == 1)
        #expect(try await two.join(JoinBatch(newcomers: 2, mayGoStraightIn: true)).first == 3)

        let known = try await one.advance(AdvanceReport(gateway: "one"))
        line.restart()
        await #expect(throws: RoomStoreError.moved) { try await one.claim([1]) }
        let back = RoomFacts(known.snapshot, settings: known.settings, roomTime: known.snapshot.roomTime)
        #expect(try await one.restore(back).kind == .adopted)
        await #expect(throws: RoomStoreError.moved) { try await two.claim([1]) }
        #expect(try await two.restore(back).kind == .read)
        #expect(try await two.claim([1]).outcomes == [.held])

        line.setReachable(false)
        await #expect(throws: RoomStoreError.unavailable) { try await two.claim([1]) }
    }
}

/// A clock that a test could move.
private final class SharedClock: Sendable {
    private let time: Atomic<Int64>

    init(_ time: consuming Atomic<Int64>) {
        self.time = time
    }

    var now: Int64 { time.load(ordering: .relaxed) }
}
