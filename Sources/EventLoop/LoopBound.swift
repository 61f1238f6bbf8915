/// A value that belongs to one loop, in a wrapper that other threads may hold and send work to.
// Sound as Sendable: the value is reached on its loop's thread only; `send` goes through the mailbox and
// `value` checks.
package final class LoopBound<Value>: @unchecked Sendable {
    private let executor: LoopExecutor
    private var content: Value?

    /// Wraps a value on its loop.
    package init(_ value: Value, on reactor: Reactor) {
        executor = reactor.executor
        content = value
    }

    /// The value; traps on any other thread.
    package var value: Value? {
        precondition(executor.isCurrent, "a loop's value is used on its loop")
        return content
    }

    /// Calls a closure with the value soon, on its loop; nothing happens after `clear`.
    package func send(_ body: @escaping @Sendable (Value) -> Void) {
        executor.mailbox.post(
            .call { [self] _ in
                if let content { body(content) }
            })
    }

    /// Lets go of the value; on its loop.
    package func clear() {
        precondition(executor.isCurrent, "a loop's value is used on its loop")
        content = nil
    }
}
