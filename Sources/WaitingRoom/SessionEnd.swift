/// A session that is over, or a visitor who leaves the line.
package struct SessionEnd: Sendable, Equatable {
    /// The place.
    package var place: Int
    /// Whether the visitor gives the place up, wherever in the line it is.
    package var leaves: Bool

    /// The end of a session; with `leaves` of the place too.
    package init(place: Int, leaves: Bool = false) {
        self.place = place
        self.leaves = leaves
    }
}
