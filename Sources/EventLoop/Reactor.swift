import Glibc
internal import CLinux

/// The synchronous heart of a loop: descriptors in epoll, timers, timeouts and the turn.
///
/// Not Sendable: it belongs to its `Loop` and is touched on that thread only.
package final class Reactor {
    private struct Registration {
        var handler: (any EventHandler)?
        var generation: UInt32 = 0
    }

    enum TimerAction {
        case call(() -> Void)
        case wake(Parking, wait: UInt64)
    }

    /// The time at the start of this turn.
    package private(set) var now: LoopInstant
    /// The tasks that run whatever may wait.
    package let runners: RunnerPool
    /// The loop's executor.
    package let executor: LoopExecutor
    /// How many descriptors are watched.
    package private(set) var descriptorCount = 0
    /// How long the last turn's work took: the loop's lag, for shedding and metrics.
    package private(set) var lastTurn: Duration = .zero
    /// How many turns the loop has made: a loop at rest makes none.
    package private(set) var turns: UInt64 = 0

    private let mailbox: Mailbox
    private let epoll: Int32
    private var registrations: [Registration] = []
    private var timeouts = TimeoutLists()
    private var sharedTimeouts: [Duration: TimeoutLists.Length] = [:]
    private var timers = TimerQueue<TimerAction>()
    private var endOfTurn: [() -> Void] = []
    private var flushing: [() -> Void] = []
    private var events = [epoll_event](repeating: epoll_event(), count: 512)
    private var stopping = false
    private var kept: [AnyObject] = []

    init(executor: LoopExecutor, mailbox: Mailbox, maximumRunners: Int) throws(SystemError) {
        self.executor = executor
        self.mailbox = mailbox
        now = .now
        runners = RunnerPool(maximum: maximumRunners)
        epoll = try SystemCall.check("epoll_create1", epoll_create1(Int32(EPOLL_CLOEXEC)))
        var event = epoll_event()
        event.events = Readiness.readable.rawValue
        event.data.u64 = UInt64(UInt32(bitPattern: mailbox.descriptor))
        try SystemCall.check("epoll_ctl", epoll_ctl(epoll, EPOLL_CTL_ADD, mailbox.descriptor, &event))
    }

    deinit {
        SystemCall.close(epoll)
    }

    // MARK: Descriptors

    /// Watches a descriptor; the handler is kept until `remove`.
    package func add(
        _ descriptor: Int32, _ interest: Readiness, handler: any EventHandler
    ) throws(SystemError) {
        let index = Int(descriptor)
        if index >= registrations.count {
            registrations.append(
                contentsOf: repeatElement(Registration(), count: index + 1 - registrations.count + index / 2))
        }
        precondition(registrations[index].handler == nil, "a descriptor is watched once")
        registrations[index].generation &+= 1
        var event = makeEvent(descriptor, interest)
        try SystemCall.check("epoll_ctl", epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event))
        registrations[index].handler = handler
        descriptorCount += 1
    }

    /// Changes what a watched descriptor is watched for.
    package func modify(_ descriptor: Int32, _ interest: Readiness) throws(SystemError) {
        var event = makeEvent(descriptor, interest)
        try SystemCall.check("epoll_ctl", epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event))
    }

    /// Stops watching a descriptor and lets go of its handler; events already read for it are dropped.
    package func remove(_ descriptor: Int32) {
        let index = Int(descriptor)
        guard index < registrations.count, registrations[index].handler != nil else { return }
        registrations[index].handler = nil
        registrations[index].generation &+= 1
        timeouts.clear(descriptor)
        descriptorCount -= 1
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
    }

    /// As `remove`, for a descriptor that is closed in the next moment: closing leaves epoll by itself.
    package func removeBeforeClose(_ descriptor: Int32) {
        let index = Int(descriptor)
        guard index < registrations.count, registrations[index].handler != nil else { return }
        registrations[index].handler = nil
        registrations[index].generation &+= 1
        timeouts.clear(descriptor)
        descriptorCount -= 1
    }

    private func makeEvent(_ descriptor: Int32, _ interest: Readiness) -> epoll_event {
        var event = epoll_event()
        event.events = interest.rawValue
        event.data.u64 =
            UInt64(registrations[Int(descriptor)].generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
        return event
    }

    // MARK: Time

    /// Makes a length of timeout that many descriptors share.
    ///
    /// Equal lengths are one list, so that a hundred upstreams need no more than their settings differ.
    package func sharedTimeout(_ duration: Duration) -> TimeoutLists.Length {
        if let known = sharedTimeouts[duration] { return known }
        let made = timeouts.makeLength(duration)
        sharedTimeouts[duration] = made
        return made
    }

    /// Makes a length of timeout of its own, whose oldest descriptor can be expired.
    package func makeTimeout(_ duration: Duration) -> TimeoutLists.Length {
        timeouts.makeLength(duration)
    }

    /// Starts the timeout of a watched descriptor anew; its handler's `timedOut` is called when it passes.
    package func setTimeout(_ descriptor: Int32, _ length: TimeoutLists.Length) {
        timeouts.set(descriptor, length, now: now)
    }

    /// Ends the timeout of a descriptor.
    package func clearTimeout(_ descriptor: Int32) {
        timeouts.clear(descriptor)
    }

    /// Ends, as if its time were over, the descriptor that has waited longest in a timeout.
    ///
    /// Returns whether there was one: how a loop short of descriptors closes idle connections.
    package func expireOldest(_ length: TimeoutLists.Length) -> Bool {
        guard let descriptor = timeouts.oldest(length) else { return false }
        timeouts.clear(descriptor)
        registrations[Int(descriptor)].handler?.timedOut()
        return true
    }

    /// Calls a closure on the loop after a while.
    @discardableResult
    package func after(_ duration: Duration, _ call: @escaping () -> Void) -> TimerIdentifier {
        TimerIdentifier(id: timers.set(deadline(duration), .call(call)))
    }

    /// Cancels a timer; nothing happens when it has fired already.
    package func cancel(_ timer: TimerIdentifier) {
        timers.cancel(timer.id)
    }

    func wake(_ parking: Parking, wait: UInt64, after duration: Duration) -> TimerIdentifier {
        TimerIdentifier(id: timers.set(deadline(duration), .wake(parking, wait: wait)))
    }

    /// Later than this turn, so that a timer which sets itself again at once cannot hold the loop.
    private func deadline(_ duration: Duration) -> LoopInstant {
        now.advanced(by: max(duration, .nanoseconds(1)))
    }

    /// Calls a closure once, when all events of this turn are handled: where batches are sent.
    ///
    /// What such a closure adds is called in the same turn, up to four rounds: a batch sends a command, which
    /// sets the flush of its connection.
    package func atEndOfTurn(_ call: @escaping () -> Void) {
        endOfTurn.append(call)
    }

    /// Keeps an object for as long as the loop exists: the root of what lives on it.
    package func keep(_ object: AnyObject) {
        kept.append(object)
    }

    // MARK: The turn

    func stop() {
        stopping = true
    }

    func run() {
        while !stopping {
            let count = wait()
            let started = LoopInstant.now
            now = started
            turns &+= 1
            dispatch(count)
            expire()
            // Batches leave at the end of the turn; what they resume belongs to the same turn.
            for _ in 0..<4 {
                executor.runJobs()
                if endOfTurn.isEmpty { break }
                flushTurn()
            }
            lastTurn = LoopInstant.now.since(started)
        }
        runners.retireAll()
        executor.runJobs()
    }

    private func wait() -> Int {
        var milliseconds: Int32 = -1
        if executor.hasJobs || !endOfTurn.isEmpty {
            milliseconds = 0
        } else {
            var earliest = timeouts.earliest
            if let timer = timers.earliest() { earliest = earliest.map { min($0, timer) } ?? timer }
            if let earliest {
                let left = earliest.nanoseconds &- LoopInstant.now.nanoseconds
                milliseconds = left <= 0 ? 0 : Int32(min((left + 999_999) / 1_000_000, 60_000))
            }
        }
        let count = epoll_wait(epoll, &events, Int32(events.count), milliseconds)
        precondition(count >= 0 || errno == EINTR, "epoll_wait only fails by a bug")
        return max(0, Int(count))
    }

    private func dispatch(_ count: Int) {
        for index in 0..<count {
            let event = events[index]
            let descriptor = Int32(truncatingIfNeeded: event.data.u64 & 0xFFFF_FFFF)
            if descriptor == mailbox.descriptor {
                openMailbox()
                continue
            }
            let registration = registrations[Int(descriptor)]
            guard registration.generation == UInt32(event.data.u64 >> 32) else { continue }
            registration.handler?.ready(Readiness(rawValue: event.events))
        }
    }

    private func openMailbox() {
        for letter in mailbox.takeAll() {
            switch letter {
            case .job(let job): executor.enqueueFromMailbox(job)
            case .call(let call): call(self)
            }
        }
    }

    private func expire() {
        while let descriptor = timeouts.takeExpired(now: now) {
            registrations[Int(descriptor)].handler?.timedOut()
        }
        while let action = timers.takeExpired(now: now) {
            switch action {
            case .call(let call): call()
            case .wake(let parking, let wait): parking.wake(.timedOut, wait: wait)
            }
        }
    }

    private func flushTurn() {
        var rounds = 0
        while !endOfTurn.isEmpty, rounds < 4 {
            swap(&endOfTurn, &flushing)
            for call in flushing { call() }
            flushing.removeAll(keepingCapacity: true)
            rounds += 1
        }
    }
}
