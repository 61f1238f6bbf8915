/// A part of a trip, from one stop to a later one.
///
/// Leg l runs from stop l to stop l + 1; a seat is taken leg by leg (SEATS.md, Words).
package struct Stretch: Sendable, Hashable {
    /// The most legs that a trip may have: a bit each in a 32-bit word that is never negative.
    package static let mostLegs = 31

    /// The stop where it begins.
    package let start: Int
    /// The stop where it ends.
    package let end: Int

    /// The stretch between two stops of a trip with so many legs; nil where there is no such stretch.
    package init?(from start: Int, to end: Int, legs: Int) {
        guard 0 <= start, start < end, end <= legs, legs <= Self.mostLegs else { return nil }
        self.start = start
        self.end = end
    }

    /// A bit for each of its legs.
    package var mask: UInt32 {
        ((1 << UInt32(end - start)) - 1) << UInt32(start)
    }
}
