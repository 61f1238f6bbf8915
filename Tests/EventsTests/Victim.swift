import Foundation
import TestKit

/// A process with a relay and a consumer, to be killed: the executable of Tests/EventsVictim.
final class Victim: Sendable {
    private let process: Process
    private let lifeline = Pipe()

    /// Starts one; with a phase it kills itself there at its `dyingAt`-th event.
    init(_ bench: EventBench, phase: String? = nil, dyingAt count: Int = 0) throws {
        process = Process()
        process.executableURL = Self.program
        process.arguments =
            [bench.folder, bench.database, bench.server.socketPath] + (phase.map { [$0, "\(count)"] } ?? [])
        process.standardInput = lifeline
        try process.run()
    }

    /// Kills it as the kernel does, and waits until it is gone.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Whether it has died.
    func isGone() -> Bool { !process.isRunning }

    deinit {
        if process.isRunning { kill() }
    }

    /// Beside the bundle of the tests.
    private static var program: URL {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
        return folder.appendingPathComponent("EventsVictim")
    }
}
