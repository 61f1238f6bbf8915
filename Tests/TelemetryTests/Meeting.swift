import Synchronization

/// Where two threads wait for each other, so that what they do next happens at once.
final class Meeting: Sendable {
    private let missing = Atomic(2)

    /// Waits for the other one, but not for ever: a pool of one thread would never meet it.
    func arrive() {
        missing.subtract(1, ordering: .sequentiallyConsistent)
        var turns = 0
        while missing.load(ordering: .sequentiallyConsistent) > 0, turns < 10_000_000 { turns += 1 }
    }
}
