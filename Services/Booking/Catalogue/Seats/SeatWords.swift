/// The bitmap of every seat of a trip at one moment, and what was counted from it.
///
/// Nothing is counted twice: counts follow from the bits, and are kept as long as the bits are the same.
final class SeatWords {
    /// A word a seat, a bit a leg.
    let words: [UInt32]
    /// Two maps with the same version are equal.
    let version: UInt64
    private var counts: [UInt32: [Int]] = [:]

    init(_ words: [UInt32]) {
        self.words = words
        version = Self.hash(words)
    }

    /// Whether a seat is free on all legs of a mask; one that is not known is taken.
    func isFree(_ seat: Int, _ mask: UInt32) -> Bool {
        words.indices.contains(seat) && words[seat] & mask == 0
    }

    /// How many seats of each class are free on a stretch.
    func free(on stretch: Stretch, of trip: TripLayout) -> [Int] {
        let mask = stretch.mask
        if let known = counts[mask] { return known }
        var free = [Int](repeating: 0, count: trip.categories.count)
        for coach in trip.coaches {
            var count = 0
            for seat in coach.seats.clamped(to: words.indices) where words[seat] & mask == 0 { count += 1 }
            free[coach.category] += count
        }
        // At most as many as there are stretches: 31 legs have 496.
        counts[mask] = free
        return free
    }

    /// FNV-1a over the words (Fowler, Noll, Vo), 64 bits.
    private static func hash(_ words: [UInt32]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in words {
            for shift: UInt32 in [0, 8, 16, 24] {
                hash = (hash ^ UInt64(word >> shift & 0xFF)) &* 0x0000_0100_0000_01B3
            }
        }
        return hash
    }
}
