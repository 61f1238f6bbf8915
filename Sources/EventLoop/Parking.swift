/// A place where one async function of a loop waits for one event, with a time and cancellation.
///
/// Reused for the life of a connection: waiting allocates nothing. A wake that comes before the wait is kept,
/// so none is lost.
// Sound as Sendable: all state is touched on the loop's thread only; cancellation from elsewhere goes through
// the mailbox.
package final class Parking: @unchecked Sendable {
    private let executor: LoopExecutor
    private var continuation: UnsafeContinuation<Wake, Never>?
    private var early: Wake?
    // Numbers the waits, so that a timer or a cancellation that comes late cannot end a later wait.
    private var waits: UInt64 = 0

    /// A parking place on a loop.
    package init(_ reactor: Reactor) {
        executor = reactor.executor
    }

    /// Whether a function waits here.
    package var isOccupied: Bool { continuation != nil }

    /// Forgets a wake that nobody waited for.
    package func clear() {
        early = nil
    }

    /// Wakes the function that waits, or the next one that comes.
    package func wake(_ reason: Wake = .ready) {
        if let continuation {
            self.continuation = nil
            continuation.resume(returning: reason)
        } else if early == nil {
            early = reason
        }
    }

    /// Waits for a wake; on the loop.
    ///
    /// The isolation is a parameter, and captured, because a plain closure given to
    /// `withTaskCancellationHandler` leaves its caller's actor: that cost two jobs a wait, and a wake in
    /// between was lost.
    package func park(isolation: isolated (any Actor)? = #isolation) async -> Wake {
        if let early {
            self.early = nil
            return early
        }
        waits &+= 1
        let wait = waits
        return await withTaskCancellationHandler {
            _ = isolation
            return await withUnsafeContinuation { continuation in
                precondition(self.continuation == nil, "one function waits at a time")
                if let early {
                    self.early = nil
                    continuation.resume(returning: early)
                } else if Task.isCancelled {
                    continuation.resume(returning: .cancelled)
                } else {
                    self.continuation = continuation
                }
            }
        } onCancel: {
            cancelled(wait)
        }
    }

    /// Waits for a wake, at most for a while.
    package func park(
        _ reactor: Reactor, atMost duration: Duration, isolation: isolated (any Actor)? = #isolation
    ) async -> Wake {
        if let early {
            self.early = nil
            return early
        }
        let timer = reactor.wake(self, wait: waits &+ 1, after: duration)
        let wake = await park()
        if wake != .timedOut { reactor.cancel(timer) }
        return wake
    }

    /// Ends one wait, unless it has ended already.
    func wake(_ reason: Wake, wait: UInt64) {
        if isOccupied, wait == waits { wake(reason) }
    }

    private func cancelled(_ wait: UInt64) {
        if executor.isCurrent {
            wake(.cancelled, wait: wait)
        } else {
            executor.mailbox.post(.call { [self] _ in wake(.cancelled, wait: wait) })
        }
    }
}
