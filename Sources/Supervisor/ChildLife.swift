/// The life of one child as a pure value: events and the time go in, what to do comes out.
package struct ChildLife: Sendable, Equatable {
    /// A moment on the supervisor's clock.
    package typealias Instant = ContinuousClock.Instant

    /// Where in its life the child is.
    package enum Phase: Sendable, Equatable {
        /// Not started yet.
        case idle
        /// Runs, and must become ready in time.
        case starting(readyBy: Instant)
        /// Does its work.
        case ready(since: Instant)
        /// Ended, and waits for its next start.
        case resting(until: Instant)
        /// A task that ended as it should.
        case done
        /// Asked to stop; `again` tells whether it is to be started again afterwards.
        case stopping(killAt: Instant, again: Bool)
        /// Killed; even that may take a moment, but not for ever.
        case killed(forgetAt: Instant, again: Bool)
        /// Stopped, as asked.
        case over
        /// Failed too often.
        case failed
    }

    /// What the supervisor has to do now.
    package enum Action: Sendable, Equatable {
        /// Start a process.
        case spawn
        /// Send the stop signal.
        case terminate
        /// Kill the process and its group.
        case kill
    }

    /// Where in its life the child is now.
    package private(set) var phase = Phase.idle
    private var policy: RestartPolicy
    private let isTask: Bool
    private let readyWithin: Duration
    private let stopWithin: Duration
    private static let killWithin = Duration.seconds(5)

    /// The life of a child that has not started.
    package init(_ spec: ChildSpec) {
        policy = RestartPolicy(spec.restart)
        isTask = spec.readiness == .ends
        readyWithin = spec.readyWithin
        stopWithin = spec.stopWithin
    }

    /// Whether it does its work, or has done it.
    package var isReady: Bool { if case .ready = phase { true } else { phase == .done } }
    /// Whether it runs and is not ready yet.
    package var isStarting: Bool { if case .starting = phase { true } else { false } }
    /// Whether nothing runs and nothing will be started any more.
    package var isOver: Bool { phase == .over || phase == .failed }

    /// When `tick` has something to do, or nil while only an event can change anything.
    package var wakeAt: Instant? {
        switch phase {
        case .starting(let at), .resting(let at), .stopping(let at, _), .killed(let at, _): at
        case .idle, .ready, .done, .over, .failed: nil
        }
    }

    /// Begins the life.
    package mutating func start(now: Instant) -> Action? {
        guard phase == .idle else { return nil }
        phase = .starting(readyBy: now + readyWithin)
        return .spawn
    }

    /// The probe succeeded.
    package mutating func becameReady(now: Instant) {
        if case .starting = phase { phase = .ready(since: now) }
    }

    /// The process ended, well or not, or could not be started; `jitter` is random, from 0 to 1.
    package mutating func ended(now: Instant, jitter: Double, isSuccess: Bool = false) {
        switch phase {
        case .starting where isTask && isSuccess:
            phase = .done
        case .starting, .stopping(_, again: true), .killed(_, again: true):
            rest(policy.ended(readyFor: .zero, jitter: jitter), now: now)
        case .ready(let since):
            rest(policy.ended(readyFor: now - since, jitter: jitter), now: now)
        case .stopping(_, again: false), .killed(_, again: false):
            phase = .over
        case .idle, .resting, .done, .over, .failed:
            break
        }
    }

    /// The process can never be started: there is no such executable.
    package mutating func cannotStart() {
        if !isOver { phase = .failed }
    }

    /// Time has passed.
    package mutating func tick(now: Instant) -> Action? {
        guard let wakeAt, now >= wakeAt else { return nil }
        switch phase {
        case .starting:
            phase = .stopping(killAt: now + stopWithin, again: true)
            return .terminate
        case .resting:
            phase = .starting(readyBy: now + readyWithin)
            return .spawn
        case .stopping(_, let again):
            phase = .killed(forgetAt: now + Self.killWithin, again: again)
            return .kill
        case .killed(_, let again):
            phase = again ? .failed : .over
            return nil
        case .idle, .ready, .done, .over, .failed:
            return nil
        }
    }

    /// It is to stop for good, by force where `force` is set.
    package mutating func stop(now: Instant, force: Bool) -> Action? {
        switch phase {
        case .idle, .resting, .done:
            phase = .over
            return nil
        case .starting, .ready:
            phase = .stopping(killAt: now + (force ? .zero : stopWithin), again: false)
            return force ? tick(now: now) : .terminate
        case .stopping(let killAt, _):
            phase = .stopping(killAt: force ? now : killAt, again: false)
            return force ? tick(now: now) : nil
        case .killed(let forgetAt, _):
            phase = .killed(forgetAt: forgetAt, again: false)
            return nil
        case .over, .failed:
            return nil
        }
    }

    private mutating func rest(_ decision: RestartPolicy.Decision, now: Instant) {
        switch decision {
        case .restart(let delay): phase = .resting(until: now + delay)
        case .giveUp: phase = .failed
        }
    }
}
