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
    package func park() async -> Wake {
        if let early {
            self.early = nil
            return early
        }
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                precondition(self.continuation == nil, "one function waits at a time")
                if Task.isCancelled {
                    continuation.resume(returning: .cancelled)
                } else {
                    self.continuation = continuation
                }
            }
        } onCancel: {
            cancelled()
        }
    }

    /// Waits for a wake, at most for a while.
    package func park(_ reactor: Reactor, atMost duration: Duration) async -> Wake {
        if let early {
            self.early = nil
            return early
        }
        let timer = reactor.wake(self, after: duration)
        let wake = await park()
        if wake != .timedOut { reactor.cancel(timer) }
        return wake
    }

    private func cancelled() {
        if executor.isCurrent {
            wakeIfOccupied()
        } else {
            executor.mailbox.post(.call { [self] _ in wakeIfOccupied() })
        }
    }

    private func wakeIfOccupied() {
        if isOccupied { wake(.cancelled) }
    }
}
