import Glibc

/// Runs the children of a plan until it is told to stop or one of them fails for good.
///
/// It lives on one thread: children die with the thread that started them, so `run` belongs on a thread that
/// stays as long as the process, as the main thread does.
package final class Supervision {
    let children: [[SupervisedChild]]
    private let request: StopRequest
    private let signals: [Int32]
    private let clock = ContinuousClock()
    /// The stage whose children are becoming ready; past the last one when all are.
    private var starting = 0
    /// The stage whose children are ending, once everything is to stop.
    private var stopping: Int?
    private var forced = false
    private var failure: SupervisorError?

    /// A supervision that has not begun.
    ///
    /// `signals` stop it while it runs; none in a test, whose process has other uses for them.
    package init(
        _ plan: SupervisionPlan, stop request: StopRequest, signals: [Int32] = [SIGINT, SIGTERM, SIGHUP],
        log: LogSink = .standardOutput
    ) {
        children = plan.stages.map { $0.map { SupervisedChild($0, log: log) } }
        self.request = request
        self.signals = signals
    }

    /// Starts the children, calls `onReady` once when all are ready, and returns when all have ended.
    ///
    /// Returns after a stop request or signal; throws when a child failed for good, after all others were
    /// stopped.
    package func run(onReady: () -> Void = {}) throws(SupervisorError) {
        try request.listen(to: signals)
        defer { request.forget(signals) }
        beginStage(now: clock.now)
        var announced = false
        while true {
            let now = clock.now
            lookAfter(now: now)
            if stopping == nil { goOnStarting(now: now) }
            if starting == children.count && stopping == nil && !announced {
                announced = true
                onReady()
            }
            if goOnStopping(now: now) { break }
            wait(now: now)
        }
        if let failure { throw failure }
    }

    private var all: [SupervisedChild] { children.flatMap { $0 } }

    /// Collects the ended, performs what is due and notices who failed for good.
    private func lookAfter(now: ContinuousClock.Instant) {
        for child in all {
            child.relayOutput()
            child.collect(now: now)
            child.perform(child.life.tick(now: now), now: now)
            child.probe(socketReady: false, now: now)
            if child.life.phase == .failed && failure == nil && stopping == nil {
                failure = .gaveUp(role: child.spec.role, reason: child.lastEnd)
                child.note("failed for good, stopping everything", level: "error")
                beginStopping(now: now)
            }
        }
    }

    private func beginStage(now: ContinuousClock.Instant) {
        guard starting < children.count else { return }
        for child in children[starting] { child.perform(child.life.start(now: now), now: now) }
    }

    private func goOnStarting(now: ContinuousClock.Instant) {
        while starting < children.count, children[starting].allSatisfy(\.life.isReady) {
            starting += 1
            beginStage(now: now)
        }
    }

    private func beginStopping(now: ContinuousClock.Instant) {
        guard stopping == nil, let last = children.indices.last else { return }
        stopping = last
        stopStage(last, now: now)
    }

    private func stopStage(_ stage: Int, now: ContinuousClock.Instant) {
        for child in children[stage] {
            child.perform(child.life.stop(now: now, force: forced), now: now)
        }
    }

    /// Stops stage after stage, backwards; whether all is over.
    private func goOnStopping(now: ContinuousClock.Instant) -> Bool {
        let requests = request.take()
        if requests > 0 {
            if stopping != nil || requests > 1 { forced = true }
            beginStopping(now: now)
            if forced { for stage in children.indices { stopStage(stage, now: now) } }
        }
        if children.isEmpty { return true }
        while let stage = stopping, children[stage].allSatisfy(\.life.isOver) {
            guard stage > 0 else { return true }
            stopping = stage - 1
            stopStage(stage - 1, now: now)
        }
        return false
    }

    /// Sleeps until something happens: output, an end, a request, an answer to a probe, or the next deadline.
    private func wait(now: ContinuousClock.Instant) {
        var polls = [pollfd(fd: request.descriptor, events: Int16(POLLIN), revents: 0)]
        var probing: [(child: SupervisedChild, index: Int)] = []
        var wakeAt = now + .seconds(1)
        for child in all {
            if let at = child.wakeAt(now: now) { wakeAt = min(wakeAt, at) }
            guard let process = child.process else { continue }
            // poll ignores negative descriptors: one for each exists only where the kernel has pidfd.
            polls.append(pollfd(fd: process.endDescriptor, events: Int16(POLLIN), revents: 0))
            if !child.outputEnded {
                polls.append(pollfd(fd: process.outputDescriptor, events: Int16(POLLIN), revents: 0))
            }
            if let attempt = child.attempt {
                probing.append((child, polls.count))
                polls.append(attempt.interest)
            }
        }
        let left = (wakeAt - now) / .milliseconds(1)
        guard poll(&polls, nfds_t(polls.count), Int32(max(0, left.rounded(.up)))) > 0 else { return }
        for (child, index) in probing where polls[index].revents != 0 {
            child.probe(socketReady: true, now: clock.now)
        }
    }
}
