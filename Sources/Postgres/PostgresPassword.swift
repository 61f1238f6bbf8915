/// A password that no description, dump or interpolation shows.
package struct PostgresPassword: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    let text: String

    /// Hides a password.
    package init(_ text: String) {
        self.text = text
    }

    /// Always the same word.
    package var description: String { "(hidden)" }
    /// Always the same word.
    package var debugDescription: String { "(hidden)" }
    /// Nothing to see for `dump`.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
