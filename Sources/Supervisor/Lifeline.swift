import Glibc

/// A role's end of the pipe to `sluice up`: it is cut when the parent dies, however it dies.
///
/// The parent never writes to it. A role that `up` started calls `Lifeline.inherited()?.watch()` first of
/// all.
package struct Lifeline: Sendable {
    /// The environment variable that names the descriptor.
    package static let variable = "SLUICE_LIFELINE_FD"

    /// The reading end of the pipe.
    package let descriptor: Int32

    /// The lifeline that the parent gave this process, or nil when a person started it.
    ///
    /// The variable is removed from the environment, and the descriptor is closed on exec: children of the
    /// role hang on the role.
    package static func inherited() -> Lifeline? {
        guard let text = getenv(variable), let descriptor = Int32(String(cString: text)) else { return nil }
        unsetenv(variable)
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { return nil }
        return Lifeline(descriptor: descriptor)
    }

    /// Watches on a thread of its own and sends this process SIGTERM when the parent is gone.
    ///
    /// A process that has not ended `grace` later is ended hard: nobody would collect it.
    package func watch(grace: Duration = .seconds(20)) {
        let seconds = UInt32(clamping: grace.components.seconds)
        LifelineThread.start(descriptor: descriptor, grace: seconds)
    }
}
