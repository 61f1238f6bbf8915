/// What makes two visits the same person's: the key `identity` of a room.
package enum IdentityRule: String, Sendable, CaseIterable {
    /// The slip alone, by default.
    case none
    /// The slip, bound to the browser's cookies.
    case cookie
    /// The account of a user token: one place a person on any device.
    case account
}
