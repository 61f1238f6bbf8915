package import Bytes
import Synchronization
import Telemetry

/// A log that keeps its lines for the test.
package final class TestLog: LogSink {
    private let content = Mutex<[String]>([])

    /// A log without lines.
    package init() {}

    /// All lines so far.
    package var lines: [String] { content.withLock { $0 } }

    /// Takes a line.
    package func write(_ line: borrowing ByteBuffer) -> Bool {
        let text = line.withReadable { $0.copyString() }
        content.withLock { $0.append(text) }
        return true
    }
}
