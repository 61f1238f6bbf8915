/// What the table says of a request.
package enum RouteMatch: Sendable, Equatable {
    /// The room with this index in the table's rules protects it.
    case room(Int)
    /// It belongs to the room with this index and is never queued.
    case exempt(room: Int)
    /// No room is for it.
    case unmatched
    /// Its path or host is spelled so that servers read it differently: answer 400.
    case malformed
}
