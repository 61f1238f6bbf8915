import EventLoop

/// A caller who waits for a connection.
final class PostgresWaiter {
    let parking: Parking
    /// What it was given: a connection, or the reason why there is none.
    var grant: Result<PostgresConnection, PostgresError>?
    /// Whether it has gone away; the queue forgets it then.
    var hasLeft = false

    init(_ reactor: Reactor) {
        parking = Parking(reactor)
    }
}
