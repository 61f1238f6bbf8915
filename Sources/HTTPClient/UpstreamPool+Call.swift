internal import Bytes
package import EventLoop
internal import HTTP

extension UpstreamPool {
    /// Makes a call on a connection of its own and reads the whole answer, of at most `limit` bytes of body.
    ///
    /// A fresh connection, so that a failure never leaves open whether an old one was closed just then. A
    /// larger body is `malformed`. With an address the call goes there and to none of the servers.
    package func call(
        _ call: HTTPCall, to address: SocketAddress? = nil, limit: Int = 65_536
    ) async throws(UpstreamError) -> HTTPCallAnswer {
        guard call.isSound else { throw .malformedRequest }
        let connection = try await open(to: address)
        do throws(UpstreamError) {
            let answer = try await exchange(call, over: connection, limit: limit)
            connection.abandon()
            return answer
        } catch {
            connection.abandon()
            throw error
        }
    }

    private func exchange(
        _ call: HTTPCall, over connection: UpstreamConnection, limit: Int
    ) async throws(UpstreamError) -> HTTPCallAnswer {
        var request = ByteBuffer(capacity: 512 + call.body.count)
        request.append(call.method.name)
        request.append(string: " \(call.target) HTTP/1.1\r\nHost: \(call.host)\r\nConnection: close\r\n")
        for field in call.fields { request.append(string: "\(field.name): \(field.value)\r\n") }
        request.append(string: "Content-Length: \(call.body.count)\r\n\r\n")
        request.append(call.body)
        _ = try await connection.send(&request)
        try await connection.readHead(method: call.method)
        var body = ByteBuffer()
        while try await connection.readBody(into: &body) {
            guard body.count <= limit else { throw .malformed }
        }
        let head = connection.head
        return HTTPCallAnswer(
            status: head.status, retryAfter: head.firstValue(.retryAfter).map { head.string($0) },
            body: body.copyBytes())
    }
}
