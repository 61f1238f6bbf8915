import WaitingRoom

/// Whose request it is, as far as a room asks.
enum AccountReading {
    /// The room does not ask.
    case notAsked
    /// Nobody is logged in.
    case none
    /// This account, by its hash in the room.
    case known(AccountKey)
    /// It cannot be said yet: ask again.
    case unknownKey

    /// The account's hash, or nil.
    var key: AccountKey? {
        if case .known(let key) = self { key } else { nil }
    }

    /// Whether somebody may join who is read so.
    var mayJoin: Bool {
        switch self {
        case .notAsked, .known: true
        case .none, .unknownKey: false
        }
    }
}
