internal import EventLoop
internal import Synchronization
internal import Tokens

/// Hashes and compares passwords off the loops, a few at a time.
///
/// Each hash takes 19 MiB and a core for some 20 ms, so the number of threads bounds both, and a bounded
/// queue says `.busy` to a flood instead of letting everybody wait for ever.
final class PasswordDesk: Sendable {
    private final class Answer<Value: Sendable>: Sendable {
        let result = Mutex<Result<Value, PasswordHashError>?>(nil)
    }

    /// What new hashes cost.
    let cost: PasswordCost
    private let pool: BlockingPool
    private let decoy: PasswordHash

    /// A desk with so many threads, at which at most `bound` requests wait.
    init(cost: PasswordCost = .standard, threads: Int, bound: Int = 128) throws(SystemError) {
        self.cost = cost
        pool = try BlockingPool(threads: threads, bound: bound)
        decoy = .decoy(cost: cost)
    }

    /// Ends the threads after the work in progress.
    func stop() {
        pool.stop()
    }

    /// The hash of a password that was chosen.
    func hash(_ password: String, on reactor: Reactor) async throws(PasswordHashError)
        -> PasswordHash
    {
        let cost = cost
        return try await perform(on: reactor) { () throws(PasswordHashError) in
            var random = SecureRandom()
            return try PasswordHash(of: password, cost: cost, random: &random)
        }
    }

    /// Whether a password is that of a hash; nil stands for an account that is unknown or has no password.
    ///
    /// Then a hash that nobody has is computed all the same: both answers take one hash of today's cost.
    func matches(_ password: String, _ hash: PasswordHash?, on reactor: Reactor)
        async throws(PasswordHashError) -> Bool
    {
        let known = hash ?? decoy
        let isRight = try await perform(on: reactor) { () throws(PasswordHashError) in
            try known.matches(password)
        }
        return isRight && hash != nil
    }

    /// Runs blocking work on a thread of the pool while the caller waits on its loop.
    private func perform<Value: Sendable>(
        on reactor: Reactor, _ work: @escaping @Sendable () throws(PasswordHashError) -> Value
    ) async throws(PasswordHashError) -> Value {
        let answer = Answer<Value>()
        let parking = Parking(reactor)
        let waiting = LoopBound(parking, on: reactor)
        let isQueued = pool.submit {
            let result: Result<Value, PasswordHashError>
            do throws(PasswordHashError) {
                result = .success(try work())
            } catch {
                result = .failure(error)
            }
            answer.result.withLock { $0 = result }
            waiting.send { $0.wake() }
        }
        guard isQueued else { throw .busy }
        // Cancelled (the client went away) or woken: the work itself always comes to its end.
        _ = await parking.park()
        guard let result = answer.result.withLock({ $0 }) else { throw .busy }
        return try result.get()
    }
}
