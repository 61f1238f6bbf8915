/// Who asked at the door, who entered and who was left standing, script by script, as Redis saw it.
struct AuditTrail {
    /// What one script did.
    struct Record {
        /// Redis' clock in milliseconds.
        let clock: Int64
        /// The places that entered.
        var admitted: [Int] = []
        /// The places that were told to wait at the door.
        var waiting: [Int] = []
        /// The places that stood at the door after the script although a larger number had entered in it.
        var left: [Int] = []
    }

    /// The scripts in which somebody asked or entered, in order.
    private(set) var records: [Record] = []

    /// Takes what one script did.
    mutating func add(_ record: Record) {
        records.append(record)
    }

    /// Takes the fields of an entry of the room's log; false when it is not an audit's.
    mutating func add(fields: [String: String]) -> Bool {
        guard fields["kind"] == "audit", let clock = fields["clock"].flatMap({ Int64($0) }) else {
            return false
        }
        add(
            Record(
                clock: clock, admitted: Self.places(fields["in"]), waiting: Self.places(fields["door"]),
                left: Self.places(fields["left"])))
        return true
    }

    private static func places(_ text: String?) -> [Int] {
        (text ?? "").split(separator: ",").compactMap { Int($0) }
    }
}
