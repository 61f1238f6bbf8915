/// Stands for a secret in a log line: `[redacted]`, whatever the value was.
///
/// Wrapping a token or slip at the place where it is read keeps it out of every later line, interpolation and
/// dump.
package struct Redacted<Value: Sendable>: Sendable, CustomStringConvertible, CustomReflectable {
    /// The secret itself, for the one place that needs it.
    package let revealed: Value

    /// Wraps a secret.
    package init(_ value: Value) {
        revealed = value
    }

    /// Never the value.
    package var description: String { "[redacted]" }
    /// Never the value, in `dump` and debugging either.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Redacted: CustomDebugStringConvertible {
    /// Never the value.
    package var debugDescription: String { "[redacted]" }
}
