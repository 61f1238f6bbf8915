/// In which order people asked at the door and entered, as Redis saw it.
struct AuditTrail {
    /// One place that was let in.
    struct Entry {
        /// The place.
        let place: Int
        /// Redis' clock in milliseconds.
        let clock: Int64
    }

    /// Somebody who asked in the same instant as larger numbers, and was told to wait while they entered.
    struct PassedOver {
        /// The place.
        let place: Int
        /// How many larger numbers entered.
        let numbers: Int
    }

    /// The admissions, in order.
    private(set) var entries: [Entry] = []
    /// Those who were passed over while they asked.
    private(set) var passedOver: [PassedOver] = []

    /// Takes one record: who entered and who was told to wait, in one script.
    mutating func add(clock: Int64, admitted: [Int], waiting: [Int]) {
        for place in admitted { entries.append(Entry(place: place, clock: clock)) }
        guard let last = admitted.max() else { return }
        for place in waiting where place < last {
            passedOver.append(PassedOver(place: place, numbers: admitted.count { $0 > place }))
        }
    }

    /// Takes the fields of an entry of the room's log; false when it is not an audit's.
    mutating func add(fields: [String: String]) -> Bool {
        guard fields["kind"] == "audit", let clock = fields["clock"].flatMap({ Int64($0) }) else {
            return false
        }
        add(clock: clock, admitted: Self.places(fields["in"]), waiting: Self.places(fields["door"]))
        return true
    }

    private static func places(_ text: String?) -> [Int] {
        (text ?? "").split(separator: ",").compactMap { Int($0) }
    }
}
