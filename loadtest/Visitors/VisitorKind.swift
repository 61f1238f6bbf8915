/// How a visitor behaves.
enum VisitorKind: UInt8, CaseIterable, Sendable {
    /// Polls as told, enters when called, uses the session and ends it.
    case present
    /// Takes a place and never comes back.
    case absent
    /// Goes away when called, or shortly before, and comes back within the recall window.
    case late
    /// Enters and never uses the session.
    case unused

    /// The word for reports.
    var word: StaticString {
        switch self {
        case .present: "present"
        case .absent: "absent"
        case .late: "late"
        case .unused: "never use their session"
        }
    }
}
