internal import CLinux

/// Runs Swift's jobs on one loop's thread.
///
/// It is the serial executor of its `Loop` actor and the preferred one of its tasks. A job that is enqueued
/// on the loop's own thread goes to a plain array; only other threads pay for the mailbox.
package final class LoopExecutor: SerialExecutor, TaskExecutor {
    let mailbox: Mailbox
    // Sound: touched on the loop's thread only; `enqueue` checks the thread first.
    private nonisolated(unsafe) var queue: [UnownedJob] = []
    // Sound: as above.
    private nonisolated(unsafe) var running: [UnownedJob] = []

    init(mailbox: Mailbox) {
        self.mailbox = mailbox
        queue.reserveCapacity(1024)
        running.reserveCapacity(1024)
    }

    /// Whether the calling thread is this loop's.
    package var isCurrent: Bool {
        clinux_current_loop() == Unmanaged.passUnretained(self).toOpaque()
    }

    /// Marks the calling thread as this loop's.
    func bindThread() {
        clinux_set_current_loop(Unmanaged.passUnretained(self).toOpaque())
    }

    /// Ends the mark.
    func unbindThread() {
        clinux_set_current_loop(nil)
    }

    /// Takes a job from the runtime, from any thread.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            queue.append(job)
        } else {
            mailbox.post(.job(job))
        }
    }

    /// Takes a job that came through the mailbox; on the loop's thread.
    func enqueueFromMailbox(_ job: UnownedJob) {
        queue.append(job)
    }

    /// Whether jobs wait.
    var hasJobs: Bool { !queue.isEmpty }

    /// Runs what is queued, and what that enqueues, for a bounded number of rounds; on the loop's thread.
    func runJobs() {
        var rounds = 0
        while !queue.isEmpty, rounds < 32 {
            swap(&queue, &running)
            for index in running.indices {
                running[index].runSynchronously(
                    isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
            }
            running.removeAll(keepingCapacity: true)
            rounds += 1
        }
    }

    /// The unowned form for actors.
    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// The unowned form for tasks.
    package func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        UnownedTaskExecutor(ordinary: self)
    }

    /// Traps unless the calling thread is this loop's (`assumeIsolated` asks).
    package func checkIsolated() {
        precondition(isCurrent, "not on the loop's thread")
    }

    /// Whether the calling thread is this loop's (`assumeIsolated` asks).
    package func isIsolatingCurrentContext() -> Bool? {
        isCurrent
    }
}
