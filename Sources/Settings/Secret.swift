/// A text that must not be shown: printing, logging or dumping it gives `[redacted]`.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The text itself, for the one place that needs it.
    package let revealed: String

    /// A secret of this text.
    package init(_ text: String) {
        revealed = text
    }

    /// Never the text.
    package var description: String { "[redacted]" }
    /// Never the text.
    package var debugDescription: String { "[redacted]" }
    /// Never the text, in `dump` either.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
