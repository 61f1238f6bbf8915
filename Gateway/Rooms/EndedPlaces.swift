/// Places whose session is over, as far as this loop has heard lately: so that their holders are told, and
/// get a new place when they ask for one.
///
/// Only a memory: the store has the last word, and a claim for a place that was forgotten here answers
/// `used`.
struct EndedPlaces {
    /// How long an end is remembered, in milliseconds.
    static let memory: Int64 = 600_000
    /// How many are remembered at most.
    static let bound = 65_536

    private var until: [Int: Int64] = [:]

    /// Notes an end.
    mutating func note(_ place: Int, at now: Int64) {
        if until.count >= Self.bound { until = until.filter { $0.value > now } }
        guard until.count < Self.bound else { return }
        until[place] = now + Self.memory
    }

    /// Whether the session of a place is known to be over.
    func contains(_ place: Int, at now: Int64) -> Bool {
        guard !until.isEmpty, let end = until[place] else { return false }
        return end > now
    }
}
