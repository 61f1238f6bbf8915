internal import Bytes
internal import Tokens

/// What makes a write the same write: who, where, the client's key, and what was asked.
package struct IdempotencyMark: Sendable, Hashable {
    /// Whose key it is: the account.
    package let principal: String
    /// The method and the template of the path.
    package let route: String
    /// The client's key.
    package let key: String
    /// SHA-256 of the body.
    package let body: [UInt8]

    /// A mark of its parts, over the bytes of the body.
    package init(principal: String, route: String, key: String, body: [UInt8]) {
        self.principal = principal
        self.route = route
        self.key = key
        self.body = SHA256.digest(of: body.span.bytes)
    }

    /// What Redis knows the attempt by: 16 bytes of a digest of who, where and key.
    package var digest: [UInt8] {
        // None of the three holds a control character, so the joined text has one reading.
        let text = Array("\(principal)\u{1}\(route)\u{1}\(key)".utf8)
        return Array(SHA256.digest(of: text.span.bytes).prefix(SeatClaim.digestLength))
    }
}
