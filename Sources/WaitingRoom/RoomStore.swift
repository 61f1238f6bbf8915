/// Where a room's line is kept: everything that a gateway asks of it.
///
/// Two stores follow the same rules (LINE.md 4): the live one over Redis, and `MemoryRoom` over the pure
/// `Line`. A store remembers the generation that `restore` gave it. Before the first `restore`, and after any
/// call that throws `moved`, only `restore` is of use. Every call may be repeated; a batch larger than its
/// limit is refused as a whole.
package protocol RoomStore {
    /// Gives the newcomers of a tick their places, and lets the first straight in when nobody waits.
    func join(_ batch: JoinBatch) async throws(RoomStoreError) -> JoinReply

    /// Says that somebody is there for these places, at most 512.
    func beat(_ places: [Int]) async throws(RoomStoreError) -> BeatReply

    /// Keeps the door supplied and tells how the room stands; about four times a second from every gateway.
    func advance(_ report: AdvanceReport) async throws(RoomStoreError) -> AdvanceReply

    /// Asks to enter for these places, at most 256 and ascending.
    func claim(_ places: [Int]) async throws(RoomStoreError) -> ClaimReply

    /// Renews sessions that were used, at most 256.
    func touch(_ touches: [SessionTouch]) async throws(RoomStoreError) -> TouchReply

    /// Ends sessions and takes those who leave out of the line, at most 256; logged when an operator does it.
    func finish(_ ends: [SessionEnd], by name: String?) async throws(RoomStoreError)

    /// Changes settings, unless they are not at the revision that the operator saw.
    func set(_ change: RoomChange, expecting rev: Int, by name: String) async throws(RoomStoreError)
        -> SetOutcome

    /// Makes the room, brings it back after a loss, or reads it.
    func restore(_ facts: RoomFacts) async throws(RoomStoreError) -> RestoreReply
}
