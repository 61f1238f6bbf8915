/// How the seats of a coach stand: so many on the left of the aisle and so many on its right, row by row.
///
/// Seat numbers run from 1 across each row and then on to the next one; the last row may be short.
package struct SeatRows: Sendable, Hashable {
    /// Seats on the left of the aisle in each row, 1 to 4.
    package let left: Int
    /// Seats on its right, 0 to 4; without any there is no aisle.
    package let right: Int

    /// The layout of a text such as `3+2`; nil for anything else.
    package init?(_ text: String) {
        let sides = text.split(separator: "+", omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ $0.utf8.count == 1 }), let left = Int(sides[0]),
            let right = Int(sides[1]), (1...4).contains(left), (0...4).contains(right)
        else { return nil }
        self.left = left
        self.right = right
    }

    /// The text that reads back as the same.
    package var text: String { "\(left)+\(right)" }

    /// Seats in a whole row.
    package var abreast: Int { left + right }

    /// The places of a row, the aisle counted as one.
    package var columns: Int { right == 0 ? left : abreast + 1 }

    /// The row of a seat by its place in the coach, both from 0.
    package func row(_ place: Int) -> Int { place / abreast }

    /// The column of a seat by its place in the coach, from 0, the aisle counted.
    package func column(_ place: Int) -> Int {
        let position = place % abreast
        return position < left ? position : position + 1
    }

    /// Whether two seats stand side by side, with nothing between them.
    package func areNeighbours(_ one: Int, _ other: Int) -> Bool {
        row(one) == row(other) && abs(column(one) - column(other)) == 1
    }
}
