internal import EventLoop
internal import Synchronization
internal import Telemetry
internal import Tokens

/// Reads the public keys that a service trusts, at the start and again when a token names one it lacks.
///
/// Reading is bounded: at most once a second, however many strange tokens come.
final class KeyReader: Sendable {
    let trusted: TrustedKeys
    private let admissions: KeySource
    private let users: KeySource
    private let pool: BlockingPool
    private let health: Health
    private let readAt = Mutex<LoopInstant?>(nil)

    init(
        trusted: TrustedKeys, admissions: KeySource, users: KeySource, pool: BlockingPool, health: Health
    ) {
        self.trusted = trusted
        self.admissions = admissions
        self.users = users
        self.pool = pool
        self.health = health
    }

    /// Reads both sets where the last time is more than a second ago; returns when that is done.
    func reload(on reactor: Reactor) async {
        guard mayRead() else { return }
        let parking = Parking(reactor)
        let bound = LoopBound(parking, on: reactor)
        guard
            pool.submit({
                self.read()
                bound.send { $0.wake() }
            })
        else { return }
        _ = await parking.park(reactor, atMost: .seconds(2))
    }

    /// Reads both sets; blocks on the disk.
    func read() {
        if case .file(let path) = admissions, let keys = KeySource.read(file: path) {
            trusted.take(admissions: keys)
        }
        if case .file(let path) = users, let keys = KeySource.read(file: path) {
            trusted.take(users: keys)
        }
    }

    private func mayRead() -> Bool {
        readAt.withLock { last in
            let now = LoopInstant.now
            if let last, now.since(last) < .seconds(1) { return false }
            last = now
            return true
        }
    }
}
