import Foundation

/// Runs a program and takes what it writes.
enum Command {
    /// The output of a program found on the PATH; empty when it cannot be started.
    static func run(_ arguments: String...) -> Data {
        run(arguments)
    }

    static func run(_ arguments: [String]) -> Data {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = output
        guard (try? process.run()) != nil else { return Data() }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}
