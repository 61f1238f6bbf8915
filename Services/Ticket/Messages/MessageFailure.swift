/// Why a message did not leave us.
enum MessageFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// Whoever was to take it is away or busy: a retry helps.
    case later(String)
    /// It will never be taken, such as mail to an address that does not exist.
    case refused(String)

    /// What the operator reads; neither address nor text is in it.
    var description: String {
        switch self {
        case .later(let reason), .refused(let reason): reason
        }
    }
}
