package import Contracts

/// A piece of text with the room that it has: it can neither move nor cover its neighbours.
package struct PageText: Sendable, Equatable {
    /// On which side of its place a text stands.
    package enum Alignment: Int32, Sendable {
        /// The place is the left end.
        case left = -1
        /// The place is the middle.
        case middle = 0
        /// The place is the right end.
        case right = 1
    }

    /// What it says.
    package let text: String
    /// Its language, which decides how some letters are drawn.
    package let language: Language
    /// Where its base line begins, has its middle or ends.
    package let place: PagePoint
    /// How wide it may become; a single line shrinks first, then it ends in an ellipsis.
    package let width: Double
    /// The size of its letters.
    package let size: Double
    /// How small they may become.
    package let leastSize: Double
    /// How many lines it may have.
    package let lines: Int32
    /// Whether it is bold.
    package let bold: Bool
    /// On which side of its place it stands.
    package let alignment: Alignment
    /// Its colour.
    package let color: PageColor

    /// A text of one line at a place.
    package init(
        _ text: String, _ language: Language, at place: PagePoint, width: Double, size: Double,
        leastSize: Double? = nil, lines: Int32 = 1, bold: Bool = false, alignment: Alignment = .left,
        color: PageColor = .ink
    ) {
        self.text = text
        self.language = language
        self.place = place
        self.width = width
        self.size = size
        self.leastSize = leastSize ?? size * 0.62
        self.lines = lines
        self.bold = bold
        self.alignment = alignment
        self.color = color
    }
}
