import Glibc

/// Everything about one child of `sluice up`: how it starts, when it is ready, how it ends.
package struct ChildSpec: Sendable, Equatable {
    /// What the child is, unique in a plan: the `role` of its log lines.
    package var role: String
    /// The executable, with a slash in it; nothing is looked up.
    package var executable: String
    /// The arguments without the name itself.
    package var arguments: [String]
    /// The child's whole environment; nothing is inherited.
    package var environment: [String: String]
    /// Where it starts, or nil for the supervisor's own folder.
    package var directory: String?
    /// Whether it gets a lifeline (`Lifeline`): for our own roles.
    package var lifeline = false
    /// Descriptors of ours that it holds as long as it lives, such as the data folder's lock.
    package var inherited: [Int32] = []
    /// What the kernel sends it when the supervisor dies without a word.
    package var deathSignal: Int32 = SIGTERM
    /// What it writes to its output.
    package var logs: LogFormat = .text
    /// How we find out that it is ready.
    package var readiness: ReadinessProbe = .started
    /// How long it may take to become ready; then it counts as failed.
    package var readyWithin: Duration = .seconds(30)
    /// What asks it to stop.
    package var stopSignal: Int32 = SIGTERM
    /// How long it may take to stop; then it is killed.
    package var stopWithin: Duration = .seconds(15)
    /// How patient we are when it keeps ending.
    package var restart = RestartRule()

    /// A child with nothing but what to run; the other fields have the defaults beside them.
    package init(
        role: String, executable: String, arguments: [String] = [], environment: [String: String] = [:],
        directory: String? = nil
    ) {
        self.role = role
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
    }
}
