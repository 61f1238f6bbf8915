/// Why the children could not be started or kept running.
package enum SupervisorError: Error, Equatable, CustomStringConvertible {
    /// A child failed too often in a row, or could not be started at all; all others were stopped.
    case gaveUp(role: String, reason: String)
    /// The system refused a pipe, a handler or a poll; the number is errno.
    case system(call: String, errno: Int32)

    /// The mistake in one line, for people.
    package var description: String {
        switch self {
        case .gaveUp(let role, let reason): "\(role): \(reason); everything was stopped"
        case .system(let call, let errno): "\(call): errno \(errno)"
        }
    }
}
