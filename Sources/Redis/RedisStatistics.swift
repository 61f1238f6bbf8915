/// What a client has counted since it was made.
package struct RedisStatistics: Sendable, Equatable {
    /// Commands handed to a connection.
    package var sent = 0
    /// Answers that reached their caller, errors of the server included.
    package var answered = 0
    /// Commands whose caller was told that the time is over.
    package var timedOut = 0
    /// Answers that came after their caller had been told so.
    package var answeredLate = 0
    /// Commands refused because too much waits.
    package var overloaded = 0
    /// Scripts that the server did not know and that were sent again.
    package var scriptsReloaded = 0
    /// Connections that were let through.
    package var connects = 0
    /// Connections and attempts that ended.
    package var disconnects = 0
}
