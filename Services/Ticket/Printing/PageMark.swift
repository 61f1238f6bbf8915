/// One thing that is drawn on a page; a unit is a point, the origin the top left corner.
package enum PageMark: Sendable, Equatable {
    /// A filled box.
    case fill(PageBox, corner: Double, PageColor)
    /// The edge of a box.
    case outline(PageBox, corner: Double, line: Double, PageColor)
    /// A straight line; with a dash, strokes of that length and gaps of another.
    case line(from: PagePoint, to: PagePoint, width: Double, dash: Double, gap: Double, PageColor)
    /// A filled circle.
    case disc(PagePoint, radius: Double, PageColor)
    /// A piece of text.
    case text(PageText)
    /// A QR symbol without its quiet zone, from its top left corner, with squares of a size.
    case symbol(QRSymbol, PagePoint, square: Double)
}
