/// When each visitor acts next: a wheel of lists, one timer a visitor, without memory of its own for each.
///
/// A slot is 4 ms wide and the wheel turns in 16 s; whoever is due later stays in the slot for another turn.
struct VisitorWheel {
    private static let slots = 4096
    private static let width: Int32 = 4

    private var heads = [Int32](repeating: -1, count: slots)
    private var next: [Int32]
    private var due: [Int32]
    private var position: Int32 = 0
    private var fired: [Int32] = []

    /// A wheel for so many visitors, none of whom has a timer.
    init(count: Int) {
        next = [Int32](repeating: -1, count: count)
        due = [Int32](repeating: -1, count: count)
    }

    /// Lets a visitor act at a time in milliseconds; a visitor has one timer at most.
    mutating func set(_ visitor: Int32, at time: Int32) {
        precondition(due[Int(visitor)] < 0, "a visitor has one timer")
        let time = max(time, 0)
        due[Int(visitor)] = time
        let slot = Int(max(time / Self.width, position) % Int32(Self.slots))
        next[Int(visitor)] = heads[slot]
        heads[slot] = visitor
    }

    /// Goes on to a time and gives the visitors who are due, oldest slot first.
    mutating func advance(to time: Int32) -> [Int32] {
        fired.removeAll(keepingCapacity: true)
        let end = time / Self.width
        // A loop that was held up looks at each slot once at most.
        var slot = max(position, end - Int32(Self.slots) + 1)
        while slot <= end {
            drain(Int(slot % Int32(Self.slots)), until: time)
            slot += 1
        }
        position = end
        return fired
    }

    private mutating func drain(_ slot: Int, until time: Int32) {
        var visitor = heads[slot]
        heads[slot] = -1
        while visitor >= 0 {
            let following = next[Int(visitor)]
            if due[Int(visitor)] <= time {
                due[Int(visitor)] = -1
                fired.append(visitor)
            } else {
                next[Int(visitor)] = heads[slot]
                heads[slot] = visitor
            }
            visitor = following
        }
    }
}
