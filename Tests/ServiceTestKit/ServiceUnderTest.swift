package import ServiceKit
import Synchronization
package import Telemetry
package import TestKit

/// A service that runs in the test's own process on a port of the kernel's choice; it ends with this object.
package final class ServiceUnderTest: Sendable {
    /// What the service writes to its log.
    package let log: TestLog
    private let service: RunningService
    private let isStopped = Mutex(false)

    /// Starts a service.
    package init(_ plan: ServicePlan, threshold: LogLevel = .warning) throws {
        log = TestLog()
        service = try RunningService(
            plan, log: EventLog(role: plan.name, sink: log, threshold: threshold, linesPerSecond: 10_000))
    }

    deinit {
        stop()
    }

    /// Ends it, once: what is in progress is finished or given up.
    package func stop() {
        let wasStopped = isStopped.withLock { state in
            defer { state = true }
            return state
        }
        if !wasStopped { service.stop() }
    }

    /// Its port.
    package var port: UInt16 {
        UInt16(service.addresses[0].split(separator: ":").last ?? "") ?? 0
    }

    /// The port of its ops listener.
    package var opsPort: UInt16 {
        UInt16(service.opsAddress.split(separator: ":").last ?? "") ?? 0
    }

    /// Where another service reaches it.
    package var server: String { "127.0.0.1:\(port)" }

    /// Whether it says that it is ready.
    package var isReady: Bool { service.health.isReady() }

    /// Sends one request over a connection of its own and reads the answer; `fields` are whole lines.
    package func send(
        _ method: String = "GET", _ target: String, fields: [String] = [], body: String? = nil
    ) throws -> RawResponse {
        let client = try RawClient(port: port)
        try client.send(Self.request(method, target, fields, body))
        return try client.response(hasBody: method != "HEAD")
    }

    /// Sends one request with these tokens, as the gateway does for a visitor who is logged in.
    package func send(
        _ method: String = "GET", _ target: String, admission: String?, user: String? = nil,
        key: String? = nil, json: String? = nil
    ) throws -> RawResponse {
        var fields: [String] = []
        if let admission { fields.append("X-Sluice-Admission: \(admission)") }
        if let user { fields.append("Authorization: Bearer \(user)") }
        if let key { fields.append("Idempotency-Key: \(key)") }
        if json != nil { fields.append("Content-Type: application/json") }
        return try send(method, target, fields: fields, body: json)
    }

    /// Asks the ops listener.
    package func ops(_ target: String) throws -> RawResponse {
        let client = try RawClient(port: opsPort)
        try client.send("GET \(target) HTTP/1.1\r\nHost: ops\r\n\r\n")
        return try client.response()
    }

    /// The text of a request.
    package static func request(
        _ method: String, _ target: String, _ fields: [String], _ body: String?
    ) -> String {
        var text = "\(method) \(target) HTTP/1.1\r\nHost: service\r\n"
        for field in fields { text += field + "\r\n" }
        if let body { text += "Content-Length: \(body.utf8.count)\r\n" }
        return text + "\r\n" + (body ?? "")
    }
}
