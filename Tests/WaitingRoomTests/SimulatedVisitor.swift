/// One visitor of a simulated rush.
struct SimulatedVisitor {
    enum Habit {
        /// Polls as asked.
        case present
        /// Takes a place and never comes back.
        case absent
        /// Goes away and comes back long after.
        case late
        /// Polls, enters, and never shows its token.
        case neverUses
    }

    enum State: Equatable {
        case arriving
        case waiting
        case atDoor
        case inside
        case gone
        case expired
    }

    var habit: Habit
    var gateway: Int
    var hasStream: Bool
    var state = State.arriving
    var place = 0
    /// When its latest poll was, since it was called.
    var lastPoll: Int64 = 0
    /// The longest time between two of its own polls since it was called.
    var longestGap: Int64 = 0
    /// Until when it stays away.
    var awayUntil: Int64 = 0
}
