/// A session that was used since the last batch.
package struct SessionTouch: Sendable, Equatable {
    /// The place whose session it is.
    package var place: Int
    /// The room time past which it never lives, in milliseconds: its entry and the longest session.
    package var end: Int64

    /// A use of a session.
    package init(place: Int, end: Int64) {
        self.place = place
        self.end = end
    }
}
