/// A place on a page, in points from the top left corner.
package struct PagePoint: Sendable, Equatable {
    /// From the left edge.
    package let x: Double
    /// From the upper edge.
    package let y: Double

    /// A place.
    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}
