import Booking

/// What Redis keeps about one trip's seats, as a value: the rules of SEATS.md "Redis" by hand.
struct SeatModel: Equatable {
    enum Deadline: Equatable { case attempt, expiry(milliseconds: Int), none }
    struct Entry: Equatable {
        var claim: SeatClaim
        var deadline: Deadline
    }

    /// A word a seat; nil while the trip is cold.
    var words: [UInt32]?
    var entries: [[UInt8]: Entry] = [:]
    var digests: [[UInt8]: [UInt8]] = [:]

    mutating func hold(_ claim: SeatClaim) -> InventoryReply.Hold {
        guard var words else { return .cold }
        if let id = digests[claim.digest] { return .again(id: id) }
        let taken = claim.seats.filter { words[$0] & claim.mask != 0 }
        if !taken.isEmpty { return .taken(seats: taken) }
        for seat in claim.seats { words[seat] |= claim.mask }
        self.words = words
        entries[claim.id] = Entry(claim: claim, deadline: .attempt)
        digests[claim.digest] = claim.id
        return .granted
    }

    mutating func put(_ claim: SeatClaim, _ term: HoldTerm) -> Bool {
        guard words != nil else { return false }
        for seat in claim.seats { words?[seat] |= claim.mask }
        record(claim, term)
        return true
    }

    mutating func release(_ id: [UInt8]) -> Bool {
        guard words != nil else { return false }
        guard let entry = entries.removeValue(forKey: id) else { return true }
        for seat in entry.claim.seats { words?[seat] &= ~entry.claim.mask }
        if digests[entry.claim.digest] == id { digests[entry.claim.digest] = nil }
        return true
    }

    mutating func load(seatCount: Int, _ holds: [(SeatClaim, HoldTerm)]) -> Bool {
        guard words == nil else { return false }
        words = Array(repeating: 0, count: seatCount)
        entries = [:]
        digests = [:]
        for (claim, term) in holds { _ = put(claim, term) }
        return true
    }

    mutating func rebuild() -> Bool {
        guard let count = words?.count else { return false }
        var fresh = [UInt32](repeating: 0, count: count)
        for entry in entries.values { for seat in entry.claim.seats { fresh[seat] |= entry.claim.mask } }
        words = fresh
        return true
    }

    private mutating func record(_ claim: SeatClaim, _ term: HoldTerm) {
        let deadline: Deadline =
            switch term {
            case .sold: .none
            case .held(let left): .expiry(milliseconds: Int(left / .milliseconds(1)))
            }
        entries[claim.id] = Entry(claim: claim, deadline: deadline)
        if !claim.digest.isEmpty { digests[claim.digest] = claim.id }
    }
}
