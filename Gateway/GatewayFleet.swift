import EventLoop
import Glibc
import Synchronization
import Tokens

/// The loops of a gateway, as they are reached from one another and from the main thread.
final class GatewayFleet: Sendable {
    private struct State {
        var members: [LoopBound<GatewayLoop>] = []
        var drained = 0
    }

    private let state = Mutex(State())
    private let count: Int

    init(count: Int) {
        self.count = count
    }

    /// Adds a loop once it is set up.
    func add(_ member: LoopBound<GatewayLoop>) {
        state.withLock { $0.members.append(member) }
    }

    /// Tells every loop how a room stands.
    func publish(_ bulletin: RoomBulletin, room: Int) {
        for member in members { member.send { $0.adopt(bulletin, room: room) } }
    }

    /// Gives every loop new keys.
    func take(_ keys: GatewayKeys) {
        for member in members { member.send { $0.adopt(keys) } }
    }

    /// Gives every loop new keys of user tokens.
    func take(_ users: UserTokenVerifier) {
        for member in members { member.send { $0.adopt(users) } }
    }

    /// Asks every loop to finish what it has.
    func drain() {
        for member in members {
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

    private var members: [LoopBound<GatewayLoop>] { state.withLock { $0.members } }
}
