import Foundation

/// Runs a program and takes what it writes.
enum Command {
    /// The output of a program found on the PATH; empty when it cannot be started.
    static func run(_ arguments: String...) -> Data {
        run(arguments)
    }

    static func run(_ arguments: [String]) -> Data {
        // Into a file, not a pipe: a server that another test starts meanwhile would inherit the pipe's end,
        // and this would wait for that server.
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("house-\(UUID())")
        guard FileManager.default.createFile(atPath: place.path, contents: nil) else { return Data() }
        defer { try? FileManager.default.removeItem(at: place) }
        guard let output = try? FileHandle(forWritingTo: place) else { return Data() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = output
        guard (try? process.run()) != nil else { return Data() }
        process.waitUntilExit()
        return (try? Data(contentsOf: place)) ?? Data()
    }
}
