/// The mode a room begins with; operators change it later (the table of modes in the wire contract).
///
/// `scheduled` is not here: it needs an opening time and a draw, and the reader says so.
package enum RoomEntryMode: String, Sendable, CaseIterable {
    /// By default: straight in while nobody waits and rate and capacity allow, else the line.
    case auto
    /// The line for everybody.
    case always
    /// New visitors get a place; the line stands.
    case paused
    /// No new places; the line moves.
    case closed
    /// Straight in, counted only.
    case passthrough
    /// No new places; the line stands.
    case soldout
}
