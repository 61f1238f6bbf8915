/// One event loop: an actor whose executor is its own thread.
///
/// Everything that a loop owns (connections, pools, caches) is ordinary non-Sendable state inside this actor;
/// async handlers inherit the actor from their caller and so never leave the thread. The synchronous side
/// (descriptors, timers) is the `Reactor`.
package actor Loop {
    /// The executor; Sendable, for tasks that shall prefer this loop.
    package nonisolated let executor: LoopExecutor
    /// Descriptors, timers and runners of this loop.
    package let reactor: Reactor

    /// The actor's executor is the loop's thread.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// A loop that does not run yet.
    package init(maximumRunners: Int = 8192) throws(SystemError) {
        let mailbox = try Mailbox()
        let executor = LoopExecutor(mailbox: mailbox)
        self.executor = executor
        reactor = try Reactor(executor: executor, mailbox: mailbox, maximumRunners: maximumRunners)
    }

    /// Runs the loop on the calling thread until `stop`; `setUp` is called first, on the loop.
    ///
    /// All of the run is one isolated call: isolation is checked once, not at each event.
    package nonisolated func run(_ setUp: @Sendable (isolated Loop) -> Void) {
        executor.bindThread()
        defer { executor.unbindThread() }
        assumeIsolated { loop in
            loop.reactor.runners.attach(loop)
            setUp(loop)
            loop.reactor.run()
        }
    }

    /// Calls a closure on the loop soon, from any thread.
    package nonisolated func post(_ call: @escaping @Sendable (Reactor) -> Void) {
        executor.mailbox.post(.call(call))
    }

    /// Ends `run` after the present turn, from any thread.
    package nonisolated func stop() {
        post { $0.stop() }
    }

    /// The body of one runner task: works until it is retired.
    func serve(slot: Int) async {
        while let work = await reactor.runners.nextWork(slot: slot) {
            await work.perform()
            reactor.runners.finished(slot: slot)
        }
    }
}
