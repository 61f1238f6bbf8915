/// The bounds of the line's scripts (LINE.md 2 and 4).
package enum LineLimits {
    /// Newcomers and beats in one call.
    package static let joins = 512
    /// Claims, touches and ends in one call.
    package static let claims = 256
    /// People called at once, and expired or overdue entries removed at once.
    package static let calls = 1000
    /// Places that one advance looks at.
    package static let looks = 50_000
    /// People at the door.
    package static let door = 5000
    /// People whom one call lets in.
    package static let entries = 1000
    /// The least distance from serving within which people are asked to beat.
    package static let within = 1000
    /// The largest place: its claimed bit still fits a bitmap.
    package static let places = 4_000_000_000
    /// How long a called place is counted on.
    package static let calledFor: Int64 = 5000
    /// How long somebody at the door is counted on after each sign of life.
    package static let atDoorFor: Int64 = 3000
    /// How long an ended session is told to gateways.
    package static let endedFor: Int64 = 120_000
    /// How long after a loss nobody is let in: the life of a token.
    package static let holdOff: Int64 = 60_000
}
