/// How the line stood at one second of line time (LINE.md 2.3).
package struct LineMark: Sendable, Equatable {
    /// Line time in milliseconds.
    package var time: Int64
    /// The serving number.
    package var serving: Int
    /// The front edge that was published: people up to it were asked to beat.
    package var edge: Int
    /// The lowest place at the door, 0 when nobody was there.
    package var lowestAtDoor: Int

    /// A mark.
    package init(time: Int64, serving: Int, edge: Int, lowestAtDoor: Int) {
        self.time = time
        self.serving = serving
        self.edge = edge
        self.lowestAtDoor = lowestAtDoor
    }
}
