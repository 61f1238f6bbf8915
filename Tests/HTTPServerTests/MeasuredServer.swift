import Foundation
import TestKit

/// The executable of Tests/BareServer as a process of its own, ended with the test.
final class MeasuredServer {
    /// What the process says of itself.
    struct Costs {
        var turns: Int
        var pauses: Int
        var residentBytes: Int
        var milliseconds: Int
        var allocations: Int
    }

    let port: UInt16
    private let asking: RawClient
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Starts it, perhaps with few descriptors, perhaps with a library that counts allocations.
    init(descriptors: Int? = nil, preload: String? = nil) throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: own).deletingLastPathComponent()
        process.executableURL = folder.appendingPathComponent("BareServer")
        process.arguments = descriptors.map { ["\($0)"] } ?? []
        if let preload {
            process.environment = ProcessInfo.processInfo.environment.merging(["LD_PRELOAD": preload]) { $1 }
        }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = line.split(whereSeparator: \.isWhitespace).last.flatMap({ UInt16($0) }) else {
            throw CocoaError(.fileReadUnknown)
        }
        self.port = port
        asking = try RawClient(port: port)
        try asking.send("GET /costs HTTP/1.1\r\n")
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Asks over a connection that is never idle: the beginning of the next question goes with each.
    func costs() throws -> Costs {
        try asking.send("Host: a\r\n\r\nGET /costs HTTP/1.1\r\n")
        let numbers = try asking.response().text.split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 5 else { throw RawClient.Failure.ended }
        return Costs(
            turns: numbers[0], pauses: numbers[1], residentBytes: numbers[2], milliseconds: numbers[3],
            allocations: numbers[4])
    }
}
