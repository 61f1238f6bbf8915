import Glibc

/// How a child ended.
package enum ExitStatus: Sendable, Equatable, CustomStringConvertible {
    /// It ended itself with this status.
    case exited(Int32)
    /// This signal ended it.
    case signaled(Int32)

    /// Reads what `waitpid` reports; the macros of <sys/wait.h> are not visible to Swift.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .signaled(signal)
    }

    /// The end in words: `exited with status 1`, `was ended by signal 9`.
    package var description: String {
        switch self {
        case .exited(let status): "exited with status \(status)"
        case .signaled(let signal): "was ended by signal \(signal)"
        }
    }
}
