import WaitingRoom

/// What the configuration says of one room, for all loops and for the life of the process.
struct RoomPlan: Sendable {
    /// Its position among the rooms.
    let index: Int
    let name: RoomName
    /// The name's bytes, from which sessions and accounts are derived.
    let nameBytes: [UInt8]
    /// The name as text, for tokens, logs and metrics.
    let text: String
    /// The settings of the file: they count when the room is made.
    let settings: RoomSettings
    /// Which upstream its visitors reach.
    let upstream: Int
    /// The status of the waiting page: 200, 202, 429 or 503.
    let waitingStatus: Int
    /// Whether it has one place a person, and asks who that is.
    let asksAccounts: Bool
    /// Its cookies over TLS, and where there is none.
    let secureCookies: CookieNames
    let plainCookies: CookieNames

    func cookies(isSecure: Bool) -> CookieNames { isSecure ? secureCookies : plainCookies }
}
