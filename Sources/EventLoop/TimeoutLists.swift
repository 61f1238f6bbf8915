/// Timeouts of a few fixed lengths over many descriptors: setting one costs a few words, whatever the crowd.
///
/// Each descriptor stands in at most one list. A list holds one length, so appending keeps it sorted by
/// deadline and only its head is ever looked at. Links are indices by descriptor: no allocation after the
/// tables have grown to the largest descriptor.
package struct TimeoutLists {
    /// Names one of the lists.
    package struct Length: Sendable, Hashable {
        let index: Int8
    }

    private struct Node {
        var previous: Int32 = -1
        var next: Int32 = -1
        var list: Int8 = -1
        var deadline: Int64 = 0
    }

    private struct List {
        var nanoseconds: Int64
        var head: Int32 = -1
        var tail: Int32 = -1
    }

    private var nodes: [Node] = []
    private var lists: [List] = []

    /// No lists.
    package init() {}

    /// Makes a list for one length of at least a nanosecond; at most 100 lists.
    ///
    /// Never zero: a handler that starts its timeout anew when it passes would be called for ever.
    package mutating func makeLength(_ duration: Duration) -> Length {
        precondition(lists.count < 100)
        lists.append(List(nanoseconds: max(1, duration.wholeNanoseconds)))
        return Length(index: Int8(lists.count - 1))
    }

    /// Starts (or starts anew) the timeout of a descriptor.
    package mutating func set(_ descriptor: Int32, _ length: Length, now: LoopInstant) {
        let index = Int(descriptor)
        if index >= nodes.count {
            nodes.append(contentsOf: repeatElement(Node(), count: index + 1 - nodes.count + nodes.count / 2))
        }
        if nodes[index].list >= 0 { unlink(index) }
        let list = Int(length.index)
        let (deadline, overflow) = now.nanoseconds.addingReportingOverflow(lists[list].nanoseconds)
        nodes[index] = Node(
            previous: lists[list].tail, next: -1, list: length.index, deadline: overflow ? .max : deadline)
        if lists[list].tail >= 0 {
            nodes[Int(lists[list].tail)].next = descriptor
        } else {
            lists[list].head = descriptor
        }
        lists[list].tail = descriptor
    }

    /// Ends the timeout of a descriptor, if it has one.
    package mutating func clear(_ descriptor: Int32) {
        let index = Int(descriptor)
        if index < nodes.count, nodes[index].list >= 0 { unlink(index) }
    }

    /// Takes a descriptor whose time is over, or nil.
    package mutating func takeExpired(now: LoopInstant) -> Int32? {
        for index in lists.indices {
            let descriptor = lists[index].head
            guard descriptor >= 0, nodes[Int(descriptor)].deadline <= now.nanoseconds else { continue }
            unlink(Int(descriptor))
            return descriptor
        }
        return nil
    }

    /// The earliest deadline, or nil.
    package var earliest: LoopInstant? {
        var earliest = Int64.max
        for index in lists.indices where lists[index].head >= 0 {
            earliest = min(earliest, nodes[Int(lists[index].head)].deadline)
        }
        return earliest == .max ? nil : LoopInstant(nanoseconds: earliest)
    }

    /// The descriptor that has stood longest in a list, or nil.
    package func oldest(_ length: Length) -> Int32? {
        let head = lists[Int(length.index)].head
        return head >= 0 ? head : nil
    }

    private mutating func unlink(_ index: Int) {
        let node = nodes[index]
        let list = Int(node.list)
        if node.previous >= 0 {
            nodes[Int(node.previous)].next = node.next
        } else {
            lists[list].head = node.next
        }
        if node.next >= 0 {
            nodes[Int(node.next)].previous = node.previous
        } else {
            lists[list].tail = node.previous
        }
        nodes[index].list = -1
    }
}
