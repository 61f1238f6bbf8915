/// One field of a response's head; control bytes in the value become spaces when it is written.
package struct ResponseField: Sendable, Equatable {
    /// The name.
    package let name: StaticString
    /// The value.
    package let value: String

    /// A field of its parts.
    package init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether two fields read the same.
    package static func == (left: Self, right: Self) -> Bool {
        "\(left.name)" == "\(right.name)" && left.value == right.value
    }
}
