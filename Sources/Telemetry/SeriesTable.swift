import Synchronization

/// Finds the series of a few small label indexes, making it when it is first needed.
///
/// For families whose labels have too many combinations to register all (method × route × status). Finding is
/// lock-free and allocates nothing: a fixed table of atomic words, open addressing, at most 16 looks. Only
/// the first use of a combination registers it. When the table is full, further combinations count into a
/// cell that nobody reads.
final class SeriesTable: Sendable {
    /// How many values one label may have: an index takes 12 bits of the key.
    static let maximumValues = 4_096
    private static let looks = 16

    private let slots: AtomicCells
    private let mask: Int
    private let maximum: Int
    private let make: @Sendable (_ indexes: [Int]) -> Int
    private let used = Mutex(0)

    /// A table for at most `maximum` series; `make` registers one and gives its cell.
    init(maximum: Int, make: @escaping @Sendable (_ indexes: [Int]) -> Int) {
        let size = max(32, maximum * 2).nextPowerOfTwo
        slots = AtomicCells(count: size * 2)
        mask = size - 1
        self.maximum = maximum
        self.make = make
    }

    /// The cell of a combination of up to five indexes, each below 4,096.
    func cell(_ a: Int, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0, _ e: Int = 0) -> Int {
        // Our own indexes: never from a request without a bound.
        precondition((a | b | c | d | e) >= 0 && (a | b | c | d | e) < Self.maximumValues)
        let high = UInt64(a) << 48 | UInt64(b) << 36 | UInt64(c) << 24
        let key = (high | UInt64(d) << 12 | UInt64(e)) + 1  // 0 marks a free slot.
        let start = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
        for look in 0..<Self.looks {
            let slot = (start &+ look) & mask
            // The key is stored after the cell, so whoever sees the key sees the cell.
            let seen = slots.load(slot * 2, ordering: .acquiring)
            if seen == key { return Int(truncatingIfNeeded: slots.load(slot * 2 + 1)) }
            if seen == 0 { return insert(key, start: start, indexes: [a, b, c, d, e]) }
        }
        return 0
    }

    private func insert(_ key: UInt64, start: Int, indexes: [Int]) -> Int {
        used.withLock { used in
            for look in 0..<Self.looks {
                let slot = (start &+ look) & mask
                let seen = slots.load(slot * 2, ordering: .acquiring)
                if seen == key { return Int(truncatingIfNeeded: slots.load(slot * 2 + 1)) }
                guard seen == 0 else { continue }
                guard used < maximum else { return 0 }
                used += 1
                let cell = make(indexes)
                slots.store(UInt64(cell), at: slot * 2 + 1)
                slots.store(key, at: slot * 2)
                return cell
            }
            return 0
        }
    }
}

extension Int {
    /// The smallest power of two that is not below the number.
    fileprivate var nextPowerOfTwo: Int {
        1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
