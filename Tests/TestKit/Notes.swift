import Dispatch
import Synchronization

/// What has happened on other threads, in order, for a test that waits for it instead of sleeping.
package final class Notes: Sendable {
    private let lines = Mutex<[String]>([])
    private let added = DispatchSemaphore(value: 0)

    /// No notes.
    package init() {}

    /// Writes a line, from any thread.
    package func add(_ line: String) {
        lines.withLock { $0.append(line) }
        added.signal()
    }

    /// All lines so far.
    package var all: [String] { lines.withLock { $0 } }

    /// How often a line was written.
    package func count(_ line: String) -> Int { all.count { $0 == line } }

    /// Blocks until a line was written so often, for ten seconds at most; false when it was not.
    package func wait(for line: String, times: Int = 1) -> Bool {
        while count(line) < times {
            if added.wait(timeout: .now() + 10) == .timedOut { return count(line) >= times }
        }
        return true
    }
}
