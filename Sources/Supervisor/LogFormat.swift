/// What a child writes to its output.
package enum LogFormat: Sendable, Equatable {
    /// Lines of text: each becomes the message of a JSON log line.
    case text
    /// JSON objects, one a line: each names its child, by itself or with a member put in front.
    ///
    /// Any other line (a trap's last words) is taken as text.
    case json
}
