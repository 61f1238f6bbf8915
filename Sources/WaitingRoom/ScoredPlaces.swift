/// Places with a time each, like a sorted set of the live store.
package struct ScoredPlaces: Sendable, Equatable {
    private var times: [Int: Int64] = [:]

    /// No places.
    package init() {}

    /// How many places there are.
    package var count: Int { times.count }
    /// All places with their times, in no order.
    package var all: [Int: Int64] { times }

    /// The time of a place; nil when it is not there.
    package subscript(place: Int) -> Int64? {
        get { times[place] }
        set { times[place] = newValue }
    }

    /// How many have a time after this one.
    package func count(after time: Int64) -> Int {
        times.values.reduce(into: 0) { count, own in if own > time { count += 1 } }
    }

    /// The first places whose time is not after this one.
    ///
    /// They come by time and then by their digits, as the live store sorts them.
    package func due(by time: Int64, limit: Int) -> [Int] {
        let due = times.filter { $0.value <= time }
        if due.count <= limit { return Array(due.keys) }
        let sorted = due.sorted { ($0.value, String($0.key)) < ($1.value, String($1.key)) }
        return sorted.prefix(limit).map(\.key)
    }

    /// Takes out at most `limit` of the places whose time is not after this one, and says which.
    @discardableResult
    package mutating func removeDue(by time: Int64, limit: Int) -> [Int] {
        let places = due(by: time, limit: limit)
        for place in places { times[place] = nil }
        return places
    }
}
