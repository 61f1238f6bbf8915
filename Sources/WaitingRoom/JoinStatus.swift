/// Whether a batch of newcomers got places.
package enum JoinStatus: Int, Sendable, Equatable {
    /// Everybody has a number.
    case open = 0
    /// The line is being restored: ask again in a few seconds.
    case held = 2
    /// The room is closed; only known accounts have numbers.
    case closed = 3
    /// Everything is sold; only known accounts have numbers.
    case soldOut = 4
    /// The room only counts visitors: let them straight through.
    case passthrough = 5
}
