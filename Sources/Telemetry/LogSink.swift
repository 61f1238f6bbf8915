package import Bytes

/// Where log lines go.
package protocol LogSink: Sendable {
    /// Takes one complete line with its line end; false when it was dropped. Must never block.
    func write(_ line: borrowing ByteBuffer) -> Bool
}
