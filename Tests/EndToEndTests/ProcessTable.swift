import Foundation

/// What /proc says of other processes.
enum ProcessTable {
    /// Whether a process is there and is no zombie.
    static func isRunning(_ pid: pid_t) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return false }
        let state = text[text.index(after: end)...].split(separator: " ").first
        return state != "Z" && state != "X"
    }

    /// All processes below one, however deep.
    static func descendants(of pid: pid_t) -> [pid_t] {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        var found: [pid_t] = []
        for task in tasks {
            let text =
                (try? String(contentsOfFile: "/proc/\(pid)/task/\(task)/children", encoding: .utf8)) ?? ""
            for child in text.split(separator: " ").compactMap({ pid_t($0) }) {
                found += [child] + descendants(of: child)
            }
        }
        return found
    }

    /// A field of /proc/PID/status in KiB, such as VmHWM, the most memory that it ever had.
    static func kibibytes(_ field: String, of pid: pid_t) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(field + ":") }
        return line.flatMap { Int($0.dropFirst(field.count + 1).filter(\.isNumber)) } ?? 0
    }
}
