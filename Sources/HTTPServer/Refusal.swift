package import HTTP

/// Why a server refuses to read or serve a request; the connection closes afterwards.
package enum Refusal: Sendable {
    /// The bytes are not a request that has one meaning.
    case malformed(RequestError)
    /// The head did not come in time.
    case headTimeout
    /// All runners of the loop are busy.
    case overloaded
}
