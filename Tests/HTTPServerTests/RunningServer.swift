import Bytes
import EventLoop
import HTTP
import HTTPServer
import TestKit

/// A server with the test service on a loop and a port of its own, closed when it goes away.
final class RunningServer: Sendable {
    struct Parts {
        let server: LoopServer
        let service: TestService
    }

    let port: UInt16
    let notes = Notes()
    private let harness: LoopHarness
    private let parts: LoopBound<Parts>

    init(_ configure: @Sendable (inout ServerLimits) -> Void = { _ in }) async throws {
        var limits = ServerLimits()
        configure(&limits)
        let harness = try LoopHarness()
        self.harness = harness
        (parts, port) = try await harness.run { [notes, limits] loop in
            let service = TestService(loop.reactor, notes: notes)
            let server = LoopServer(on: loop.reactor, service: service, limits: limits)
            let address = try server.listen(on: .v4(0x7F00_0001, port: 0))
            return (LoopBound(Parts(server: server, service: service), on: loop.reactor), address.port ?? 0)
        }
    }

    deinit {
        parts.send { $0.server.close() }
        harness.stop()
    }

    func client(receiveBuffer: Int32? = nil) throws -> RawClient {
        try RawClient(port: port, receiveBuffer: receiveBuffer)
    }

    /// Does something with the server and its service on their loop.
    func on<Value: Sendable>(_ body: @escaping @Sendable (Parts, Reactor) -> Value) async throws -> Value {
        try await harness.run { [parts] loop in
            guard let value = parts.value else { throw CancellationError() }
            return body(value, loop.reactor)
        }
    }

    /// Waits, turn by turn, until something is so; false when it is not after ten seconds.
    func until(_ condition: @escaping @Sendable (Parts, Reactor) -> Bool) async throws -> Bool {
        try await harness.run { [parts] loop in
            guard let value = parts.value else { return false }
            let parking = Parking(loop.reactor)
            for _ in 0..<10_000 {
                if condition(value, loop.reactor) { return true }
                _ = await parking.park(loop.reactor, atMost: .milliseconds(1))
            }
            return false
        }
    }
}

/// A plain GET.
func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
}
