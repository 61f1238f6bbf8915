/// Why a call to the store of a room gave no answer.
///
/// Every call may be repeated after any of them: no outcome of a call that was lost does harm (LINE.md 2.10).
package enum RoomStoreError: Error, Equatable, Sendable {
    /// The line is not the one this gateway knows.
    ///
    /// Call `restore` with its facts, and nothing else before that.
    case moved
    /// There is no connection, or it broke; whether the call took effect is unknown.
    case unavailable
    /// No answer in time; whether the call took effect is unknown.
    case timedOut
    /// The store answered an error or something that cannot be read; the text is for the log.
    case refused(String)
}
