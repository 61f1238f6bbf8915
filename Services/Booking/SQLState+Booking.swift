internal import Postgres

extension SQLState {
    /// There is no such thing, or it is somebody else's.
    static let notTheirs: SQLState = "SL001"
    /// It is not in the state that this needs.
    static let wrongState: SQLState = "SL002"
    /// The hold's time is over.
    static let holdOver: SQLState = "SL003"
    /// A ticket of the order was used.
    static let ticketUsed: SQLState = "SL006"
    /// The waitlist is full.
    static let waitlistFull: SQLState = "SL005"
    /// Something stands under the idempotency key (`event.idem_once`).
    static let keyStands: SQLState = "SL010"
}
