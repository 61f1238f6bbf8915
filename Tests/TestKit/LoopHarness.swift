package import EventLoop

/// Loops on threads of their own for the length of a test.
///
/// Everything that belongs to a loop (clients, listeners, timers) is made, used and closed inside `run`. When
/// the harness goes away its loops end and their threads are joined.
package final class LoopHarness: Sendable {
    /// The loops, each on its own thread.
    package let loops: [Loop]
    private let group: LoopGroup

    /// Starts so many loops, each with so many runners at most.
    package init(loops count: Int = 1, maximumRunners: Int = 8192) throws(SystemError) {
        group = try LoopGroup(count: count, maximumRunners: maximumRunners) { _, _ in }
        loops = group.loops
    }

    deinit {
        group.stop()
        group.join()
    }

    /// Runs an async function on a loop's thread, isolated to the loop, and brings its value back.
    ///
    /// Cancelling the caller cancels the function.
    package func run<Value: Sendable>(
        on index: Int = 0, _ body: @escaping @Sendable (isolated Loop) async throws -> Value
    ) async throws -> Value {
        let loop = loops[index]
        let task = Task(executorPreference: loop.executor) { try await body(loop) }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Asks the loops to end and waits for their threads; `run` must not be used any more.
    package func stop() {
        group.stop()
        group.join()
    }
}

/// Runs an async function on the thread of a loop that lives just as long.
package func withLoop<Value: Sendable>(
    _ body: @escaping @Sendable (isolated Loop) async throws -> Value
) async throws -> Value {
    let harness = try LoopHarness()
    defer { harness.stop() }
    return try await harness.run(body)
}
