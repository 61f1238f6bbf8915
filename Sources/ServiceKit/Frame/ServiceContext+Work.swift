internal import EventLoop
internal import Telemetry

extension ServiceContext {
    /// Starts work of the service's own on this loop; false when no runner is free.
    ///
    /// At the role's end it is cancelled: its waits end, and it should return soon.
    @discardableResult
    package func start(_ body: @escaping () async -> Void) -> Bool {
        guard !isEnding else { return false }
        let number = nextWork
        nextWork += 1
        let work = ServiceWork(body) { [weak self] in self?.works[number] = nil }
        guard let ticket = reactor.runners.start(work) else {
            log.warning("no_runner")
            return false
        }
        works[number] = ticket
        return true
    }

    /// Repeats work: one run at a time, a pause with a tenth of jitter before each, until the role ends.
    package func every(_ pause: Duration, _ body: @escaping () async -> Void) {
        guard !isEnding else { return }
        let jitter = Int64.random(in: 950...1050, using: &random)
        reactor.after(.nanoseconds(pause.wholeNanoseconds / 1000 * jitter)) { [weak self] in
            guard let self else { return }
            let started = start { [weak self] in
                await body()
                self?.every(pause, body)
            }
            if !started { every(pause, body) }
        }
    }

    /// Lets a function wait on this loop; answers whether the role goes on.
    package func pause(_ duration: Duration) async -> Bool {
        _ = await Parking(reactor).park(reactor, atMost: duration)
        return !isEnding
    }

    /// Runs work that blocks on the pool's threads and waits for its value; nil when too much waits there.
    package func blocking<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value? {
        // Cancellation does not end the wait: the thread's work goes on, wanted or not.
        await withUnsafeContinuation { continuation in
            let isQueued = pool.submit { continuation.resume(returning: .some(work())) }
            if !isQueued { continuation.resume(returning: nil) }
        }
    }
}
