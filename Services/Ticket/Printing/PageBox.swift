/// A box on a page, in points.
package struct PageBox: Sendable, Equatable {
    /// The left edge.
    package let x: Double
    /// The upper edge.
    package let y: Double
    /// From left to right.
    package let width: Double
    /// From top to bottom.
    package let height: Double

    /// A box.
    package init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The right edge.
    package var right: Double { x + width }
    /// The lower edge.
    package var bottom: Double { y + height }
    /// The middle between left and right.
    package var middle: Double { x + width / 2 }
}
