/// The text of a statement, with `$1`, `$2` … where its values go.
///
/// A connection prepares it at its first use. It is written out in the code: values never become part of it.
package struct SQL: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The text.
    package let text: String

    /// A statement that is written out.
    package init(stringLiteral text: String) {
        self.text = text
    }

    /// A statement from a text that our own code put together, never from what a stranger sent.
    package init(trusted text: String) {
        self.text = text
    }
}
