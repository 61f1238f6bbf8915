/// The whole answer to a small request.
package struct HTTPCallAnswer: Sendable {
    /// The status.
    package let status: Int
    /// The value of Retry-After, where there is one.
    package let retryAfter: String?
    /// The body.
    package let body: [UInt8]
}
