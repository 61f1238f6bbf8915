import Synchronization

/// A fixed run of atomic words that start at zero.
final class AtomicCells: Sendable {
    let count: Int
    // Sound: allocated here and freed in deinit, never moved; every access is checked against `count`, and
    // the words are atomic, so threads may share them. An array cannot hold atomics, which cannot be copied.
    private nonisolated(unsafe) let base: UnsafeMutablePointer<Atomic<UInt64>>

    init(count: Int) {
        self.count = count
        base = .allocate(capacity: count)
        for index in 0..<count { (base + index).initialize(to: Atomic(0)) }
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    func load(_ index: Int, ordering: AtomicLoadOrdering = .relaxed) -> UInt64 {
        precondition(index >= 0 && index < count)
        return switch ordering {
        case .acquiring: base[index].load(ordering: .acquiring)
        default: base[index].load(ordering: .relaxed)
        }
    }

    func store(_ value: UInt64, at index: Int) {
        precondition(index >= 0 && index < count)
        base[index].store(value, ordering: .releasing)
    }

    func add(_ value: UInt64, at index: Int) {
        precondition(index >= 0 && index < count)
        base[index].wrappingAdd(value, ordering: .relaxed)
    }

    /// Adds to a word that holds a Double's bits.
    func add(double value: Double, at index: Int) {
        precondition(index >= 0 && index < count)
        var old = base[index].load(ordering: .relaxed)
        // Bounded in practice: a word has one writer nearly always, and a failed exchange means another got
        // through.
        while true {
            let sum = (Double(bitPattern: old) + value).bitPattern
            let (done, seen) = base[index].compareExchange(expected: old, desired: sum, ordering: .relaxed)
            if done { return }
            old = seen
        }
    }
}
