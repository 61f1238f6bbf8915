/// Counts the calls that a process makes to its stores, and breaks at one of them.
final class Fuse {
    enum Break: CaseIterable {
        /// The process dies before the call reaches the store; it never does anything again.
        case diesBefore
        /// The process dies when the store has done it, before the answer is read.
        case diesAfter
        /// The connection breaks after the store has done it; the process goes on.
        case losesAnswer
    }

    let kind: Break
    private var left: Int
    private(set) var isDead = false
    private(set) var hasBlown = false
    private(set) var calls: [String] = []

    init(_ kind: Break, at call: Int) {
        self.kind = kind
        left = call
    }

    /// What is to happen with the next call: whether the store is asked, and whether the answer arrives.
    func next(_ name: String) -> (isSent: Bool, isAnswered: Bool) {
        if isDead { return (false, false) }
        calls.append(name)
        left -= 1
        guard left == 0 else { return (true, true) }
        hasBlown = true
        isDead = kind != .losesAnswer
        return (kind != .diesBefore, false)
    }
}
