import Foundation

/// A real supervising process that a test can kill: the executable of Tests/SupervisedParent.
final class KilledParent {
    private let process = Process()
    private let output = Foundation.Pipe()
    private var buffered = Data()
    private(set) var lines: [String] = []

    /// Starts it with one shell command a stage and waits until all are ready.
    init(_ commands: String...) throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: own).deletingLastPathComponent()
        process.executableURL = folder.appendingPathComponent("SupervisedParent")
        process.arguments = commands
        process.standardOutput = output
        try process.run()
        read { $0 == "all ready" }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// The pids that the children wrote as `pid NUMBER`.
    var children: [pid_t] {
        lines.compactMap { $0.firstMatch(of: /"message":"pid (\d+)"/).flatMap { pid_t($0.1) } }
    }

    /// What the parent logged about its children, as `child: message`.
    var events: [String] {
        lines.compactMap { line in
            line.firstMatch(of: /"role":"up","event":"child","child":"(.*?)","message":"(.*?)"/).map {
                "\($0.1): \($0.2)"
            }
        }
    }

    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits for its end and returns its status; a signal's number is negative.
    func end() -> Int32 {
        read { _ in false }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Reads until a line fits or nobody writes any more.
    func read(until fits: (String) -> Bool) {
        while true {
            while let end = buffered.firstIndex(of: 0x0A) {
                let line = String(decoding: buffered[..<end], as: UTF8.self)
                buffered = Data(buffered[(end + 1)...])
                lines.append(line)
                if fits(line) { return }
            }
            // availableData waits for some bytes; read(upToCount:) would wait for all of them.
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return }
            buffered.append(more)
        }
    }
}
