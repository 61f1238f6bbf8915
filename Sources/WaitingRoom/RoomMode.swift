/// How a room treats newcomers and whether its line moves (the table of modes in the wire contract).
package enum RoomMode: String, Sendable, CaseIterable {
    /// Straight in while nobody waits and rate and capacity allow, else the line.
    case auto
    /// Everybody takes a place, even when the site is empty.
    case always
    /// New visitors get a place; the line stands.
    case paused
    /// No new places; those who have one move on.
    case closed
    /// Straight in, counted only.
    case passthrough
    /// A pre-queue before the opening, then as `always`; the line stands until the draw.
    case scheduled
    /// No new places, and the line stands.
    case soldout

    /// Whether a newcomer can get a place at all.
    package var givesPlaces: Bool {
        switch self {
        case .auto, .always, .paused, .scheduled: true
        case .closed, .soldout, .passthrough: false
        }
    }

    /// Whether the mode alone makes the line stand.
    package var stands: Bool { self == .paused || self == .soldout }
}
