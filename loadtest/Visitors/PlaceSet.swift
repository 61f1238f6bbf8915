/// Which places were given out: one bit each.
struct PlaceSet {
    private var words: [UInt64] = []

    /// Notes a place; false when it was there already, or is no place.
    mutating func insert(_ place: Int) -> Bool {
        guard place > 0, place < 4_000_000_000 else { return false }
        let word = place / 64
        if word >= words.count {
            words.append(contentsOf: repeatElement(0, count: word + 1 - words.count + word / 4))
        }
        let bit: UInt64 = 1 << UInt64(place % 64)
        if words[word] & bit != 0 { return false }
        words[word] |= bit
        return true
    }
}
