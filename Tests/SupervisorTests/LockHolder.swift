import Foundation

/// Another process that holds a file's lock until it is told to let go.
final class LockHolder {
    private let process = Process()
    private let input = Foundation.Pipe()

    init(_ path: String) throws {
        let output = Foundation.Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        process.arguments = [path, "/bin/sh", "-c", "echo held; read line"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        _ = output.fileHandleForReading.readData(ofLength: 5)
    }

    func letGo() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    deinit {
        process.terminate()
    }
}
