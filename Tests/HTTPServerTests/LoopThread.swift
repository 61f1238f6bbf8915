import Bytes
import EventLoop
import Foundation
import HTTPServer
import TestKit

/// One loop of a test's own making on a thread.
final class LoopThread: Sendable {
    private let loop: Loop

    init(_ loop: Loop) {
        self.loop = loop
        Thread.detachNewThread { loop.run { _ in } }
    }

    /// Serves the test service until the loop ends; answers with the port.
    func serve(notes: Notes) async throws -> UInt16 {
        let task = Task(executorPreference: loop.executor) { [loop] in try await Self.listen(loop, notes) }
        return try await task.value
    }

    func stop() { loop.stop() }

    private static func listen(_ loop: isolated Loop, _ notes: Notes) throws -> UInt16 {
        let service = TestService(loop.reactor, notes: notes)
        let server = LoopServer(on: loop.reactor, service: service)
        let address = try server.listen(on: .v4(0x7F00_0001, port: 0))
        // The timer's closure keeps the server for longer than any test.
        loop.reactor.after(.seconds(3600)) { server.close() }
        return address.port ?? 0
    }
}
