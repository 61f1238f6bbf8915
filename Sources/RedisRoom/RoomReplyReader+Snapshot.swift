import WaitingRoom

extension RoomReplyReader {
    /// The snapshot and the settings, in the order of `snapshot.lua`.
    mutating func snapshot() throws(RoomStoreError) -> (RoomSnapshot, RoomSettings) {
        var snapshot = try numbers()
        snapshot.tokens = try fraction()
        snapshot.rate = try fraction()
        snapshot.showing = try fraction()
        snapshot.opened = try integer()
        snapshot.hold = try integer()
        snapshot.gaps = try pairs("-").compactMap { $0 <= $1 ? Int(clamping: $0)...Int(clamping: $1) : nil }
        snapshot.gens = try pairs(":").map { RoomGeneration(gen: $0, first: Int(clamping: $1)) }
        snapshot.message = try text()
        let settings = try settings(snapshot)
        snapshot.capacity = settings.capacity
        snapshot.entered = try number()
        snapshot.passed = try number()
        return (snapshot, settings)
    }

    private mutating func numbers() throws(RoomStoreError) -> RoomSnapshot {
        var snapshot = RoomSnapshot()
        snapshot.roomTime = roomTime
        snapshot.lineTime = try integer()
        snapshot.gen = UInt64(clamping: try integer())
        snapshot.epoch = UInt32(clamping: try integer())
        snapshot.rev = try number()
        guard let mode = RoomMode(rawValue: try text()) else { throw .refused("unknown mode") }
        snapshot.mode = mode
        snapshot.issued = try number()
        snapshot.serving = try number()
        snapshot.floor = try number()
        snapshot.within = try number()
        snapshot.active = try number()
        snapshot.called = try number()
        snapshot.door = try number()
        snapshot.stands = try integer() == 1
        snapshot.held = try integer() == 1
        return snapshot
    }

    private mutating func settings(_ snapshot: RoomSnapshot) throws(RoomStoreError) -> RoomSettings {
        var settings = RoomSettings(mode: snapshot.mode, message: snapshot.message)
        settings.rate = try fraction()
        settings.capacity = try number()
        settings.sessionStart = try duration()
        settings.sessionIdle = try duration()
        settings.sessionMax = try duration()
        settings.recall = try duration()
        settings.heartbeatEvery = try duration()
        settings.lostAfter = try duration()
        settings.warmUp = try duration()
        return settings
    }

    /// Two numbers with a mark between them, again and again with commas between: gaps and generations.
    private mutating func pairs(_ mark: Character) throws(RoomStoreError) -> [(UInt64, UInt64)] {
        var pairs: [(UInt64, UInt64)] = []
        for pair in try text().split(separator: ",") {
            let halves = pair.split(separator: mark)
            guard halves.count == 2, let first = UInt64(halves[0]), let second = UInt64(halves[1]) else {
                throw .refused("not a pair")
            }
            pairs.append((first, second))
        }
        return pairs
    }
}
