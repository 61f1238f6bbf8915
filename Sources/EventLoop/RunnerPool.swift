/// A loop's reused tasks: work that may wait takes one, and an idle connection holds none.
///
/// Starting a task for each request costs three allocations; waking a parked one costs none (measured,
/// SWIFT.md). A cancelled runner ends with its work and is replaced.
package final class RunnerPool {
    /// Names one piece of work in progress, for cancelling it.
    package struct Ticket: Equatable, Sendable {
        fileprivate let slot: Int32
        fileprivate let generation: UInt32
    }

    private struct Slot {
        var work: (any LoopWork)?
        var task: Task<Void, Never>?
        var continuation: UnsafeContinuation<Void, Never>?
        var generation: UInt32 = 0
        var retired = false
    }

    /// How many pieces of work are in progress.
    package private(set) var busy = 0
    /// The bound on runners.
    package let maximum: Int

    private var slots: [Slot] = []
    private var idle: [Int32] = []
    private var vacant: [Int32] = []
    private weak var loop: Loop?
    private var closed = false

    init(maximum: Int) {
        self.maximum = maximum
    }

    func attach(_ loop: Loop) {
        self.loop = loop
    }

    /// Starts work on a runner; nil when all are busy, and then nothing was started.
    ///
    /// Work that clients ask for leaves some runners free for the loop's own: batches to the store and ticks
    /// must go on however many slow clients there are.
    package func start(_ work: any LoopWork, leaving free: Int = 0) -> Ticket? {
        if closed || busy >= maximum - free { return nil }
        let slot: Int32
        if let waiting = idle.popLast() {
            slot = waiting
            slots[Int(slot)].work = work
            let continuation = slots[Int(slot)].continuation
            slots[Int(slot)].continuation = nil
            continuation?.resume()
        } else if let spawned = spawn(work) {
            slot = spawned
        } else {
            return nil
        }
        busy += 1
        return Ticket(slot: slot, generation: slots[Int(slot)].generation)
    }

    /// Cancels work that is still in progress; its waits end with `.cancelled`.
    package func cancel(_ ticket: Ticket) {
        let slot = Int(ticket.slot)
        guard slots[slot].generation == ticket.generation, slots[slot].work != nil else { return }
        slots[slot].retired = true
        slots[slot].task?.cancel()
    }

    private func spawn(_ work: any LoopWork) -> Int32? {
        guard let loop else { return nil }
        let slot: Int32
        if let reused = vacant.popLast() {
            slot = reused
        } else if slots.count < maximum {
            slots.append(Slot())
            slot = Int32(slots.count - 1)
        } else {
            return nil
        }
        slots[Int(slot)].work = work
        slots[Int(slot)].retired = false
        slots[Int(slot)].task = Task(executorPreference: loop.executor) {
            await loop.serve(slot: Int(slot))
        }
        return slot
    }

    func nextWork(slot: Int) async -> (any LoopWork)? {
        if slots[slot].work == nil, !closed, !slots[slot].retired {
            idle.append(Int32(slot))
            await withUnsafeContinuation { slots[slot].continuation = $0 }
        }
        return slots[slot].work
    }

    func finished(slot: Int) {
        busy -= 1
        slots[slot].work = nil
        slots[slot].generation &+= 1
        if slots[slot].retired {
            slots[slot].task = nil
            vacant.append(Int32(slot))
        }
    }

    func retireAll() {
        closed = true
        for slot in idle {
            slots[Int(slot)].continuation?.resume()
            slots[Int(slot)].continuation = nil
        }
        idle.removeAll()
        for index in slots.indices where slots[index].work != nil {
            slots[index].retired = true
            slots[index].task?.cancel()
        }
    }
}
