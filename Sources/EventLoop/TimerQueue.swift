/// Timers of any length as a binary heap of deadlines; the actions stand in reused slots.
///
/// A cancelled timer's heap entry stays until its deadline passes or the heap is mostly dead, then it is
/// swept.
package struct TimerQueue<Action> {
    /// Names one timer; never valid for a later timer in the same slot.
    package struct Identifier: Sendable, Hashable {
        fileprivate let slot: Int32
        fileprivate let generation: UInt32
    }

    private struct Entry {
        var deadline: Int64
        var order: UInt64
        var id: Identifier
    }

    private struct Slot {
        var generation: UInt32 = 0
        var action: Action?
    }

    private var heap: [Entry] = []
    private var slots: [Slot] = []
    private var free: [Int32] = []
    private var order: UInt64 = 0

    /// No timers.
    package init() {}

    /// How many timers are set.
    package var count: Int { slots.count - free.count }

    /// Sets a timer; timers of one deadline fire in the order in which they were set.
    package mutating func set(_ deadline: LoopInstant, _ action: Action) -> Identifier {
        let slot: Int32
        if let reused = free.popLast() {
            slot = reused
        } else {
            slots.append(Slot())
            slot = Int32(slots.count - 1)
        }
        slots[Int(slot)].action = action
        let id = Identifier(slot: slot, generation: slots[Int(slot)].generation)
        order &+= 1
        heap.append(Entry(deadline: deadline.nanoseconds, order: order, id: id))
        siftUp(heap.count - 1)
        return id
    }

    /// Cancels a timer; nothing happens when it has fired already.
    package mutating func cancel(_ id: Identifier) {
        guard isSet(id) else { return }
        release(id)
        if heap.count > 64, heap.count > 4 * count { sweep() }
    }

    /// The earliest deadline, or nil.
    package mutating func earliest() -> LoopInstant? {
        while let first = heap.first {
            if isSet(first.id) { return LoopInstant(nanoseconds: first.deadline) }
            removeFirst()
        }
        return nil
    }

    /// Takes the action of a timer whose deadline has passed, or nil.
    package mutating func takeExpired(now: LoopInstant) -> Action? {
        while let first = heap.first, first.deadline <= now.nanoseconds || !isSet(first.id) {
            removeFirst()
            if isSet(first.id) {
                let action = slots[Int(first.id.slot)].action
                release(first.id)
                return action
            }
        }
        return nil
    }

    private func isSet(_ id: Identifier) -> Bool {
        let slot = slots[Int(id.slot)]
        return slot.generation == id.generation && slot.action != nil
    }

    private mutating func release(_ id: Identifier) {
        slots[Int(id.slot)].action = nil
        slots[Int(id.slot)].generation &+= 1
        free.append(id.slot)
    }

    private mutating func sweep() {
        let live = heap.filter { isSet($0.id) }
        heap.removeAll(keepingCapacity: true)
        for entry in live {
            heap.append(entry)
            siftUp(heap.count - 1)
        }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (heap[left], heap[right])
        return a.deadline != b.deadline ? a.deadline < b.deadline : a.order < b.order
    }

    private mutating func siftUp(_ position: Int) {
        var child = position
        while child > 0, precedes(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in (2 * parent + 1)...(2 * parent + 2)
            where child < heap.count && precedes(child, least) {
                least = child
            }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
