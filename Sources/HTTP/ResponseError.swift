/// Why an upstream's response was refused; the connection to it closes and the visitor gets 502.
package enum ResponseError: Error, Sendable, Equatable {
    /// The first line isn't a version, a status and a reason.
    case badStatusLine
    /// A version other than HTTP/1.1 and HTTP/1.0.
    case unsupportedVersion
    /// A status outside 100 to 599.
    case badStatus
    /// 101, which nobody asked for.
    case switchedProtocols
    /// What is as wrong in a response as in a request.
    case head(RequestError)

    /// What was wrong, for logs.
    package var reason: StaticString {
        switch self {
        case .badStatusLine: "The status line is malformed."
        case .unsupportedVersion: "The response is neither HTTP/1.1 nor HTTP/1.0."
        case .badStatus: "The status is not between 100 and 599."
        case .switchedProtocols: "The upstream switched protocols unasked."
        case .head(let error): error.reason
        }
    }
}
