import CLinux
import Foundation

/// Waits for things that another process does, without sleeping blindly and not for ever.
enum Ending {
    /// Whether the process has ended, or ends within ten seconds; somebody else's process too.
    static func of(_ pid: pid_t) -> Bool {
        let descriptor = clinux_pidfd(pid)
        guard descriptor >= 0 else { return descriptor == -ESRCH }
        defer { close(descriptor) }
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wait, 1, 10_000) == 1
    }

    /// Yields until the condition holds, for at most ten seconds.
    static func eventually(_ condition: () -> Bool) {
        let deadline = ContinuousClock.now + .seconds(10)
        while !condition() && ContinuousClock.now < deadline { sched_yield() }
    }
}
