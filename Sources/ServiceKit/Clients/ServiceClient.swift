package import EventLoop
internal import Bytes
internal import HTTP
internal import HTTPClient
internal import Settings

/// One loop's way to another service, or to a provider, over plain HTTP: kept connections, deadlines, bounds.
package final class ServiceClient {
    private let name: String
    private let host: String
    private let pool: UpstreamPool
    private let reactor: Reactor
    private let timeout: Duration

    /// A client of a server: `host:port` or `unix:/path`; `name` is for logs.
    ///
    /// `timeout` bounds the wait for an answer's head, and the reading of its body.
    package init(
        _ server: String, name: String, on loop: isolated Loop, resolver: NameResolver,
        timeout: Duration = .seconds(10)
    ) {
        self.timeout = timeout
        self.name = name
        host = server.hasPrefix("unix:") ? "localhost" : server
        var settings = UpstreamSettings(servers: [server])
        settings.connectTimeout = .seconds(2)
        settings.firstByteTimeout = timeout
        settings.idleTimeout = timeout
        settings.connections = 512
        settings.keepAliveConnections = 64
        pool = UpstreamPool(settings, on: loop, resolver: resolver)
        reactor = loop.reactor
    }

    /// Makes a call and reads its answer whole.
    ///
    /// Every answer is one, whatever its status; a 5xx too. Throws 503 where nobody answers, 504 where the
    /// time is over, 502 for what is no answer.
    package func send(_ call: ServiceCall) async throws(ServiceError) -> ServiceReply {
        do throws(UpstreamError) {
            if let kept = pool.takeIdle() {
                if let reply = try await attempt(call, over: kept) { return reply }
            }
            let fresh = try await pool.open()
            guard let reply = try await attempt(call, over: fresh) else { throw .closed }
            return reply
        } catch {
            throw failure(error)
        }
    }

    /// One try; nil when the kept connection was dead and the call may go over another one.
    private func attempt(
        _ call: ServiceCall, over connection: UpstreamConnection
    ) async throws(UpstreamError) -> ServiceReply? {
        do throws(UpstreamError) {
            var bytes = write(call)
            _ = try await connection.send(&bytes)
            try await connection.readHead(method: call.method)
            // Single bytes do not make it longer than that.
            let deadline = reactor.now.advanced(by: timeout)
            var body = ByteBuffer()
            while try await connection.readBody(into: &body) {
                guard body.count <= call.maximumBytes else { throw .malformed }
                guard reactor.now < deadline else { throw .timeout }
            }
            let reply = Self.reply(connection.head, body)
            connection.finish()
            return reply
        } catch {
            connection.abandon()
            if error == .closed, connection.isReused, call.mayRepeat { return nil }
            throw error
        }
    }

    private func write(_ call: ServiceCall) -> ByteBuffer {
        var out = ByteBuffer(capacity: 1024 + (call.body?.count ?? 0))
        out.append(call.method.name)
        out.append(" ")
        // A target is ours, but never a way to begin another line.
        let target = call.target.utf8.filter { $0 > 0x20 && $0 < 0x7F }
        out.append(string: String(decoding: target, as: UTF8.self))
        out.append(" HTTP/1.1\r\nHost: ")
        out.append(string: host)
        out.append("\r\nAccept: application/json\r\n")
        if let contentType = call.contentType {
            HeadWriter.field("Content-Type", value: contentType.utf8Span.span.bytes, to: &out)
        }
        for field in call.fields {
            HeadWriter.field(field.name, value: field.value.utf8Span.span.bytes, to: &out)
        }
        if let body = call.body {
            HeadWriter.contentLength(body.count, to: &out)
        } else if !call.method.isSafe {
            HeadWriter.contentLength(0, to: &out)
        }
        HeadWriter.end(to: &out)
        if let body = call.body { out.append(body) }
        return out
    }

    private static func reply(_ head: ResponseHead, _ body: borrowing ByteBuffer) -> ServiceReply {
        var fields: [(name: String, value: String)] = []
        for index in 0..<head.fieldCount {
            let field = head.field(at: index)
            fields.append((head.string(field.name).lowercased(), head.string(field.value)))
        }
        let type = head.firstValue(.contentType).map { head.string($0) } ?? ""
        return ServiceReply(
            status: head.status, contentType: type, fields: fields, body: body.copyBytes())
    }

    private func failure(_ error: UpstreamError) -> ServiceError {
        let cause = "\(name): \(error)"
        switch error {
        case .timeout: return ServiceError(.gatewayTimeout, retryAfter: .seconds(2), cause: cause)
        case .malformed, .malformedRequest: return ServiceError(.badGateway, cause: cause)
        case .unresolved, .unreachable, .connectTimeout, .exhausted, .closed, .cancelled:
            return .unavailable(cause)
        }
    }
}
