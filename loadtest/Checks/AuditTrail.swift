/// In which order people asked at the door and entered, as Redis saw it.
struct AuditTrail {
    /// One place that was let in.
    struct Entry {
        /// The place.
        let place: Int
        /// Redis' clock in milliseconds.
        let clock: Int64
    }

    /// The admissions, in order.
    private(set) var entries: [Entry] = []
    /// How many had entered when a place first stood at the door.
    private(set) var askedAfter: [Int: Int] = [:]
    /// When a place first stood at the door.
    private(set) var askedAt: [Int: Int64] = [:]

    /// Takes one record: who entered and who was told to wait, in one script.
    mutating func add(clock: Int64, admitted: [Int], waiting: [Int]) {
        let before = entries.count
        for place in admitted { entries.append(Entry(place: place, clock: clock)) }
        for place in waiting where askedAfter[place] == nil {
            askedAfter[place] = before + admitted.count
            askedAt[place] = clock
        }
    }

    /// Takes the fields of an entry of the room's log; false when it is not an audit's.
    mutating func add(fields: [String: String]) -> Bool {
        guard fields["kind"] == "audit", let clock = fields["clock"].flatMap({ Int64($0) }) else { return false }
        add(clock: clock, admitted: Self.places(fields["in"]), waiting: Self.places(fields["door"]))
        return true
    }

    private static func places(_ text: String?) -> [Int] {
        (text ?? "").split(separator: ",").compactMap { Int($0) }
    }
}
