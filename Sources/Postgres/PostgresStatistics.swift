/// What a pool has counted since it was made, and what it holds now.
package struct PostgresStatistics: Sendable, Equatable {
    /// Statements, pipelines and transactions that got a connection.
    package var leases = 0
    /// Of these, how many had to wait for one.
    package var waits = 0
    /// Callers who gave up waiting for one, or were refused because too many waited.
    package var refusals = 0
    /// Callers who were told that the server did not answer in time.
    package var timeouts = 0
    /// Transactions that were tried again after 40001 or 40P01.
    package var retries = 0
    /// Connections that were made.
    package var connects = 0
    /// Connections that were lost, and attempts that failed.
    package var losses = 0
    /// Connections that stand now.
    package var open = 0
    /// Of these, how many are at work.
    package var busy = 0
    /// Callers who wait now.
    package var waiting = 0
}
