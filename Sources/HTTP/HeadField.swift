/// One field of a parsed head, as places in the head's bytes.
package struct HeadField: Sendable {
    private let nameStart: UInt32
    private let nameEnd: UInt32
    private let valueStart: UInt32
    private let valueEnd: UInt32
    /// Which field of the house it is.
    package let known: KnownField

    /// Where the name stands, as it was sent.
    package var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    /// Where the value stands, without the spaces around it.
    package var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }

    @inline(__always)
    init(known: KnownField, name: Range<Int>, value: Range<Int>) {
        self.known = known
        // Heads are at most a megabyte (HTTPLimits), so nothing is cut off.
        nameStart = UInt32(truncatingIfNeeded: name.lowerBound)
        nameEnd = UInt32(truncatingIfNeeded: name.upperBound)
        valueStart = UInt32(truncatingIfNeeded: value.lowerBound)
        valueEnd = UInt32(truncatingIfNeeded: value.upperBound)
    }
}
