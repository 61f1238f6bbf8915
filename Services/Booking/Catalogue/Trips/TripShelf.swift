internal import Synchronization

/// The index in force, for all loops of a process; the loop that reads the database replaces it.
final class TripShelf: Sendable {
    private let state = Mutex((index: TripIndex.empty, generation: 0))

    /// The index in force.
    var current: TripIndex { state.withLock { $0.index } }
    /// Changes with every new index.
    var generation: Int { state.withLock { $0.generation } }

    /// Puts an index in force.
    func put(_ index: TripIndex) {
        state.withLock { $0 = (index, $0.generation + 1) }
    }
}
