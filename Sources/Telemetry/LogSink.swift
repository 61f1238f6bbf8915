package import Bytes

/// Where log lines go.
package protocol LogSink: Sendable {
    /// Takes one complete line with its line end, never blocking; false when it was dropped.
    func write(_ line: borrowing ByteBuffer) -> Bool
}
