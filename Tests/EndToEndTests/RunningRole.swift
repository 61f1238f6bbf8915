import Foundation

/// The built `sluice`, running as one role; it is gone when this value is, and when the tests are killed.
///
/// A shell stands between: it holds the process and waits for the end of its standard input, which the tests
/// hold open.
final class RunningRole {
    /// The role's process.
    let pid: pid_t
    private let shell = Process()
    private let lifeline = Pipe()
    private let output = Pipe()
    private let log: URL
    private var isEnded = false

    /// Beside the test bundle, where the build left it.
    static var executable: URL {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("sluice")
    }

    init(_ arguments: [String], folder: URL, environment: [String: String] = [:]) throws {
        log = folder.appendingPathComponent("\(arguments[0])-\(UUID().uuidString.prefix(8)).log")
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        let script = """
            "$@" </dev/null >"$LOG" 2>&1 &
            echo $!
            read -r end
            kill -9 $! 2>/dev/null
            """
        shell.arguments = ["-c", script, "sh", Self.executable.path] + arguments
        shell.currentDirectoryURL = folder
        var variables = ProcessInfo.processInfo.environment
        variables["LOG"] = log.path
        variables["SLUICE_DRAIN_DELAY"] = "0s"
        variables["SWIFT_BACKTRACE"] = "enable=no"
        shell.environment = variables.merging(environment) { $1 }
        shell.standardInput = lifeline
        shell.standardOutput = output
        try shell.run()
        let line = output.fileHandleForReading.availableData
        pid =
            pid_t(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
        guard pid > 0 else { throw Broken("\(arguments) did not start") }
    }

    deinit {
        end()
    }

    /// What it has written.
    var written: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Whether the process is there and is no zombie.
    var isRunning: Bool { ProcessTable.isRunning(pid) }

    func send(_ signal: Int32) {
        kill(pid, signal)
    }

    /// Waits until the process has ended by itself.
    func hasEnded(within seconds: Double = 20) -> Bool {
        eventually(within: seconds) { !isRunning }
    }

    /// Kills it, if it is still there.
    func end() {
        if isEnded { return }
        isEnded = true
        try? lifeline.fileHandleForWriting.close()
        shell.waitUntilExit()
    }
}
