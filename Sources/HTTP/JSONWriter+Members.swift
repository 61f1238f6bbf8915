extension JSONWriter {
    /// Writes a member with a constant string.
    package mutating func member(_ name: StaticString, _ value: StaticString) {
        key(name)
        string(value)
    }

    /// Writes a member with a string.
    package mutating func member(_ name: StaticString, bytes value: RawSpan) {
        key(name)
        string(value)
    }

    /// Writes a member with a string; for places where a String is at hand.
    package mutating func member(_ name: StaticString, text value: String) {
        key(name)
        string(text: value)
    }

    /// Writes a member with an integer, or null for nil.
    package mutating func member(_ name: StaticString, _ value: Int?) {
        key(name)
        if let value { integer(value) } else { null() }
    }

    /// Writes a member with true or false.
    package mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        bool(value)
    }

    /// Writes a member with a fixed-point number.
    package mutating func member(_ name: StaticString, units: Int, places: Int) {
        key(name)
        decimal(units: units, places: places)
    }
}
