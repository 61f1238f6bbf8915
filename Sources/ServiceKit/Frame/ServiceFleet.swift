internal import EventLoop
internal import Glibc
internal import Synchronization

/// The loops of a service, as the main thread reaches them.
final class ServiceFleet: Sendable {
    private struct State {
        var members: [LoopBound<ServiceLoop>] = []
        var drained = 0
    }

    private let state = Mutex(State())

    /// Adds a loop once it is set up.
    func add(_ member: LoopBound<ServiceLoop>) {
        state.withLock { $0.members.append(member) }
    }

    /// How many loops are set up.
    var count: Int { state.withLock { $0.members.count } }

    /// Asks every loop to finish what it has.
    func drain() {
        for member in state.withLock({ $0.members }) {
            member.send { [self] loop in
                loop.drain { self.state.withLock { $0.drained += 1 } }
            }
        }
    }

    /// Blocks until all loops are done, or the time is over.
    func waitUntilDrained(atMost limit: Duration) {
        let end = LoopInstant.now.advanced(by: limit)
        while LoopInstant.now < end, state.withLock({ $0.drained < $0.members.count }) {
            var pause = timespec(tv_sec: 0, tv_nsec: 20_000_000)
            nanosleep(&pause, nil)
        }
    }
}
