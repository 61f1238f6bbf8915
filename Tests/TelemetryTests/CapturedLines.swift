import Bytes
import Synchronization
import Telemetry

/// A sink that keeps what it is given, and refuses when told to.
final class CapturedLines: LogSink {
    private let content = Mutex<[String]>([])
    private let refuses: Bool

    init(refuses: Bool = false) {
        self.refuses = refuses
    }

    func write(_ line: borrowing ByteBuffer) -> Bool {
        let text = String(decoding: line.copyBytes(), as: UTF8.self)
        if !refuses { content.withLock { $0.append(text) } }
        return !refuses
    }

    var all: [String] { content.withLock { $0 } }
}
