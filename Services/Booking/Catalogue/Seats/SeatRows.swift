/// How the seats of a coach stand: so many on the left of the aisle and so many on its right, row by row.
///
/// Seat numbers run from 1 across each row and then on to the next one; the last row may be short.
struct SeatRows: Sendable, Hashable {
    let left: Int
    let right: Int

    /// The layout of a text such as `3+2`; nil for anything else.
    init?(_ text: String) {
        let sides = text.split(separator: "+", omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ $0.utf8.count == 1 }), let left = Int(sides[0]),
            let right = Int(sides[1]), (1...4).contains(left), (1...4).contains(right)
        else { return nil }
        self.left = left
        self.right = right
    }

    /// Seats in a whole row.
    var abreast: Int { left + right }

    /// The places of a row, the aisle counted as one.
    var columns: Int { abreast + 1 }

    /// The row of a seat by its place in the coach, both from 0.
    func row(_ place: Int) -> Int { place / abreast }

    /// The column of a seat by its place in the coach, from 0, the aisle counted.
    func column(_ place: Int) -> Int {
        let position = place % abreast
        return position < left ? position : position + 1
    }

    /// Whether two seats stand side by side, with nothing between them.
    func areNeighbours(_ one: Int, _ other: Int) -> Bool {
        row(one) == row(other) && abs(column(one) - column(other)) == 1
    }
}
