import Synchronization

/// One gateway's store of a room in memory, for tests and for a machine without Redis.
package final class MemoryRoom: RoomStore, Sendable {
    private let shared: MemoryLine
    private let gen = Mutex<UInt64>(0)

    /// A gateway's view of a shared line.
    package init(_ shared: MemoryLine) {
        self.shared = shared
    }

    private var known: UInt64 { gen.withLock { $0 } }

    /// Gives newcomers their places.
    package func join(_ batch: JoinBatch) async throws(RoomStoreError) -> JoinReply {
        try shared.call(gen: known) { line, caller, time throws(RoomStoreError) in
            try line.join(batch, by: caller, at: time)
        }
    }

    /// Says that somebody is there.
    package func beat(_ places: [Int]) async throws(RoomStoreError) -> BeatReply {
        try shared.call(gen: known) { line, caller, time throws(RoomStoreError) in
            try line.beat(places, by: caller, at: time)
        }
    }

    /// Keeps the door supplied and tells how the room stands.
    package func advance(_ report: AdvanceReport) async throws(RoomStoreError) -> AdvanceReply {
        try shared.call(gen: known) { line, caller, time throws(RoomStoreError) in
            try line.advance(report, by: caller, at: time)
        }
    }

    /// Asks to enter.
    package func claim(_ places: [Int]) async throws(RoomStoreError) -> ClaimReply {
        try shared.call(gen: known) { line, caller, time throws(RoomStoreError) in
            try line.claim(places, by: caller, at: time)
        }
    }

    /// Renews sessions.
    package func touch(_ touches: [SessionTouch]) async throws(RoomStoreError) -> TouchReply {
        try shared.call(gen: known) { line, caller, time throws(RoomStoreError) in
            try line.touch(touches, by: caller, at: time)
        }
    }

    /// Ends sessions and takes those who leave out of the line.
    package func finish(_ ends: [SessionEnd], by name: String?) async throws(RoomStoreError) {
        try shared.call(gen: known) { line, caller, time throws(RoomStoreError) in
            try line.finish(ends, by: name, caller: caller, at: time)
        }
    }

    /// Changes settings.
    package func set(
        _ change: RoomChange, expecting rev: Int, by name: String
    ) async throws(RoomStoreError) -> SetOutcome {
        try shared.call(gen: known) { line, caller, time throws(RoomStoreError) in
            try line.set(change, expecting: rev, by: name, caller: caller, at: time)
        }
    }

    /// Makes the room, brings it back, or reads it; remembers the generation.
    package func restore(_ facts: RoomFacts) async throws(RoomStoreError) -> RestoreReply {
        let reply = try shared.restore(facts)
        gen.withLock { $0 = reply.snapshot.gen }
        return reply
    }
}
