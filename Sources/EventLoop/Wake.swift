/// Why a parked function goes on.
package enum Wake: Sendable, Equatable {
    /// What it waited for has happened.
    case ready
    /// Its time is over.
    case timedOut
    /// Its task was cancelled: the client is gone, or the loop ends.
    case cancelled
}
