/// The called people at a room's door of whom this loop has heard.
///
/// The gateway asks for them, often, so that a session that becomes free is taken within a tenth of a second
/// and not at somebody's next poll (LINE.md 2.3, 2.4).
///
/// Only people heard of within the last moments count as there; at most `bound` are held.
struct DoorList {
    /// How long after a poll somebody still counts as there, in milliseconds.
    static let patience: Int64 = 2500
    /// As many as the door itself holds.
    static let bound = 5000

    private var heard: [Int: Int64] = [:]

    var isEmpty: Bool { heard.isEmpty }

    /// Notes that somebody asked at this time.
    mutating func note(_ place: Int, at now: Int64) {
        guard heard.count < Self.bound || heard[place] != nil else { return }
        heard[place] = now
    }

    /// Notes that somebody on the list is still there.
    mutating func refresh(_ place: Int, at now: Int64) {
        if heard[place] != nil { heard[place] = now }
    }

    /// Forgets somebody: inside, or gone.
    mutating func remove(_ place: Int) {
        heard[place] = nil
    }

    /// Those who are still there at this time, ascending, at most `limit`; the others are forgotten.
    mutating func present(at now: Int64, limit: Int) -> [Int] {
        heard = heard.filter { now - $0.value <= Self.patience }
        return Array(heard.keys.sorted().prefix(limit))
    }
}
