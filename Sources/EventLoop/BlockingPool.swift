import Glibc
internal import Synchronization

/// A few threads for work that blocks (name resolution, password hashing), with a bounded queue.
package final class BlockingPool: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var stopped = false
    }

    private let state = Mutex(State())
    private let available: Semaphore
    private let bound: Int
    private let threadCount: Int

    /// Starts the threads; at most `bound` pieces of work wait.
    package init(threads: Int = 2, bound: Int = 256) throws(SystemError) {
        self.bound = bound
        threadCount = threads
        available = Semaphore()
        for index in 0..<threads {
            let thread = try LoopGroup.spawn(name: "blocking-\(index)") { [self] in work() }
            pthread_detach(thread)
        }
    }

    /// Queues work; false when the queue is full and nothing was queued.
    package func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
        let queued = state.withLock { state in
            if state.stopped || state.waiting.count >= bound { return false }
            state.waiting.append(work)
            return true
        }
        if queued { available.signal() }
        return queued
    }

    /// Ends the threads after the work in progress.
    package func stop() {
        state.withLock { $0.stopped = true }
        for _ in 0..<threadCount { available.signal() }
    }

    private func work() {
        while true {
            available.wait()
            let next = state.withLock { state in
                state.stopped || state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
            if let next {
                next()
            } else if state.withLock({ $0.stopped }) {
                return
            }
        }
    }
}
