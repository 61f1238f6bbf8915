/// Why the data folder cannot be used.
package enum DataFolderError: Error, Equatable, CustomStringConvertible {
    /// Another `sluice up`, or children that it left and that are still ending, hold the folder.
    case inUse(path: String, pid: Int32?)
    /// The system refused; the number is errno.
    case system(call: String, path: String, errno: Int32)
    /// The folder's path is too long for a Unix socket in it: 107 bytes are the system's limit.
    case pathTooLong(String)
    /// The user as whom Postgres runs cannot pass through a folder above its own.
    case unreachable(path: String, user: String, closed: String)

    /// The mistake in one line, for people.
    package var description: String {
        switch self {
        case .inUse(let path, let pid):
            "\(path) is in use" + (pid.map { " by process \($0)" } ?? "") + ": one `sluice up` a data folder"
        case .system(let call, let path, let errno): "\(call) \(path): errno \(errno)"
        case .pathTooLong(let path): "\(path) is too long for a socket: at most 107 bytes"
        case .unreachable(let path, let user, let closed):
            "\(path): the user \(user), as whom Postgres runs, cannot pass through \(closed): "
                + "choose another data folder, or allow it (chmod o+x)"
        }
    }
}
