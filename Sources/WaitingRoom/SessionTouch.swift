/// A session that was used since the last batch.
package struct SessionTouch: Sendable, Equatable {
    /// The place whose session it is.
    package var place: Int
    /// The room time past which it never lives, in milliseconds, as far as the caller knows.
    ///
    /// The store keeps its own; the earlier one counts.
    package var end: Int64

    /// A use of a session.
    package init(place: Int, end: Int64) {
        self.place = place
        self.end = end
    }
}
