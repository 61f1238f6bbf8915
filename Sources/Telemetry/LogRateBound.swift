import Synchronization

/// Bounds how many lines a second one event may write, over all threads and without a lock.
///
/// Each event name has a slot with the current second and its count in one atomic word. The slots are a fixed
/// table; an event that finds none free shares the last one, so that memory is bounded even if names were
/// not.
final class LogRateBound: Sendable {
    /// What to do with a line.
    enum Verdict: Equatable {
        /// Write it; so many lines of the event were held back since its last one.
        case write(suppressed: Int)
        /// Hold it back.
        case suppress
    }

    private final class Slot: Sendable {
        let event = Atomic<UInt64>(0)
        let secondAndCount = Atomic<UInt64>(0)
    }

    private static let slotCount = 256
    private let slots: [Slot]
    private let limit: UInt64

    /// A bound of so many lines a second for each event.
    init(linesPerSecond: Int) {
        limit = UInt64(max(1, linesPerSecond))
        slots = (0..<Self.slotCount).map { _ in Slot() }
    }

    /// Decides about a line of an event at a moment in milliseconds.
    func judge(_ event: StaticString, at milliseconds: Int64) -> Verdict {
        let second = UInt64(UInt32(truncatingIfNeeded: milliseconds / 1_000))
        let slot = slot(of: event)
        var old = slot.secondAndCount.load(ordering: .relaxed)
        // Bounded in practice: each failed exchange means that another thread got through.
        while true {
            let isSameSecond = old >> 32 == second
            let count = old & 0xFFFF_FFFF
            let next = isSameSecond ? min(count + 1, 0xFFFF_FFFF) : 1
            let (done, seen) = slot.secondAndCount.compareExchange(
                expected: old, desired: second << 32 | next, ordering: .relaxed)
            guard done else {
                old = seen
                continue
            }
            if !isSameSecond { return .write(suppressed: Int(count > limit ? count - limit : 0)) }
            return next <= limit ? .write(suppressed: 0) : .suppress
        }
    }

    private func slot(of event: StaticString) -> Slot {
        let hash = Self.hash(event)
        for step in 0..<16 {
            let slot = slots[Int(truncatingIfNeeded: hash &+ UInt64(step)) & (Self.slotCount - 1)]
            let (taken, owner) = slot.event.compareExchange(expected: 0, desired: hash, ordering: .relaxed)
            if taken || owner == hash { return slot }
        }
        return slots[Self.slotCount - 1]
    }

    /// FNV-1a over the name, so that equal literals of two modules are one event; never 0, which means free.
    private static func hash(_ event: StaticString) -> UInt64 {
        let value = event.withUTF8Buffer { text in
            text.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
        return max(1, value)
    }
}
