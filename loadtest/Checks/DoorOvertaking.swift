/// Before whom larger numbers entered while they stood at the door: it must be nobody (docs/decisions/012).
///
/// Somebody stands there from the script that told them to wait until the one that lets them in; who has not
/// asked for 3 s has left. Two witnesses are heard, and one is enough: the order of asks and entries, which
/// takes no word of the product for it, and the door itself, as audit.lua found it after each script.
struct DoorOvertaking {
    /// How long after asking somebody stands at the door, in milliseconds (LINE.md 4).
    static let patience: Int64 = 3000

    /// How many were overtaken.
    private(set) var people = 0
    /// The worst by numbers.
    private(set) var most = OvertakenPlace()
    /// The worst by time.
    private(set) var longest = OvertakenPlace()

    private var asked: [Int: Int64] = [:]
    private var open: [Int: (numbers: Int, since: Int64)] = [:]

    /// Looks at everybody who asked.
    init(_ trail: AuditTrail) {
        for record in trail.records { take(record) }
        let end = trail.records.last?.clock ?? 0
        for place in Array(open.keys) { close(place, at: end) }
    }

    private mutating func take(_ record: AuditTrail.Record) {
        for place in record.waiting { asked[place] = record.clock }
        for place in record.admitted {
            asked[place] = nil
            close(place, at: record.clock)
        }
        guard let largest = record.admitted.max() else { return }
        asked = asked.filter { record.clock - $0.value < Self.patience }
        for place in Set(record.left).union(asked.keys.filter { $0 < largest }) {
            let before = open[place] ?? (0, record.clock)
            open[place] = (before.numbers + record.admitted.count { $0 > place }, before.since)
        }
    }

    /// Counts somebody who was overtaken and has entered now.
    private mutating func close(_ place: Int, at clock: Int64) {
        guard let (numbers, since) = open.removeValue(forKey: place) else { return }
        people += 1
        let overtaken = OvertakenPlace(place: place, numbers: numbers, milliseconds: clock - since)
        if overtaken.numbers > most.numbers { most = overtaken }
        if overtaken.milliseconds >= longest.milliseconds { longest = overtaken }
    }
}
