/// What a request says of who sends it.
enum UserReading {
    /// No user token, or none that is good.
    case none
    /// A good user token, of this account.
    case account([UInt8])
    /// A user token of a key that is about to be read: ask again.
    case unknownKey
}
