import Foundation
import Supervisor
import Synchronization

/// Keeps the merged log of a supervision for a test to look at.
final class Recorder: Sendable {
    /// One line of the merged log, taken apart.
    struct Line {
        let role: String
        let child: String?
        let message: String
    }

    private let raw = Mutex<[[UInt8]]>([])

    var sink: LogSink {
        LogSink { line in self.raw.withLock { $0.append(line) } }
    }

    /// All lines so far; one that is not a JSON object of strings has an empty role.
    var lines: [Line] {
        raw.withLock { $0 }.map { line in
            let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: String]
            return Line(
                role: object?["role"] ?? "", child: object?["child"], message: object?["message"] ?? "")
        }
    }

    /// What one child wrote.
    func written(by role: String) -> [String] { lines.filter { $0.role == role }.map(\.message) }

    /// What the supervisor said, as `child: message`.
    var events: [String] { lines.filter { $0.role == "up" }.map { "\($0.child ?? ""): \($0.message)" } }
}
