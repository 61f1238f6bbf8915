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
    /// It is a task: it ends with status 0, and is not started again.
    case ends

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

    /// Ready when Postgres lets a user in without a password.
    ///
    /// While it goes through its log after a crash it accepts connections but lets nobody in. The request is
    /// a startup message of protocol 3.0, and the answer begins with AuthenticationOk.
    package static func postgres(socket path: String, user: String, database: String) -> ReadinessProbe {
        let words = "user\0\(user)\0database\0\(database)\0\0"
        let length = words.utf8.count + 8
        // Names of roles are short: the length fits into seven bits, and so into one character.
        let size = Character(Unicode.Scalar(UInt8(clamping: min(length, 127))))
        return .answers(
            .unix(path: path), request: "\0\0\0\(size)\0\u{3}\0\0\(words)",
            beginning: "R\0\0\0\u{8}\0\0\0\0")
    }
}
