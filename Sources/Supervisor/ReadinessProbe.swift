/// How the supervisor finds out that a child does its work.
package enum ReadinessProbe: Sendable, Equatable {
    /// It is ready as soon as it runs.
    case started
    /// It writes this line, and nothing else on it, to its output.
    case line(String)
    /// Its endpoint accepts a connection.
    case connects(ProbeEndpoint)
    /// Its endpoint answers this request with bytes that begin so.
    case answers(ProbeEndpoint, request: String, beginning: String)

    /// Ready when `GET path` is answered with 200.
    package static func http(_ endpoint: ProbeEndpoint, path: String) -> ReadinessProbe {
        .answers(
            endpoint,
            request: "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            beginning: "HTTP/1.1 200 ")
    }

    /// Ready when Redis answers PING: while it still loads its file it accepts connections but does not.
    package static func redis(socket path: String) -> ReadinessProbe {
        .answers(.unix(path: path), request: "PING\r\n", beginning: "+PONG\r\n")
    }
}
