/// What a child writes to its output.
package enum LogFormat: Sendable, Equatable {
    /// Lines of text: each becomes the message of a JSON log line.
    case text
    /// JSON objects, one a line: each gets the child's role as its first member.
    ///
    /// Any other line (a trap's last words) is taken as text.
    case json
}
