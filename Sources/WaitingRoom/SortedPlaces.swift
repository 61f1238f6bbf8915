/// Places in ascending order: the door.
package struct SortedPlaces: Sendable, Equatable {
    /// The places, ascending.
    package private(set) var places: [Int] = []

    /// No places.
    package init() {}

    /// How many places there are.
    package var count: Int { places.count }

    /// How many places are below this one.
    package func count(below place: Int) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether the place is there.
    package func contains(_ place: Int) -> Bool {
        let index = count(below: place)
        return index < places.count && places[index] == place
    }

    /// Puts a place in, once.
    package mutating func insert(_ place: Int) {
        let index = count(below: place)
        if index < places.count && places[index] == place { return }
        places.insert(place, at: index)
    }

    /// Takes a place out, and says whether it was there.
    @discardableResult
    package mutating func remove(_ place: Int) -> Bool {
        let index = count(below: place)
        guard index < places.count, places[index] == place else { return false }
        places.remove(at: index)
        return true
    }

    /// Keeps only the smallest.
    package mutating func keepSmallest(_ limit: Int) {
        if places.count > limit { places.removeLast(places.count - limit) }
    }
}
