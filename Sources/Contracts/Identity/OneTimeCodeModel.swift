/// A one-time code that is on its way.
package struct OneTimeCodeModel: Sendable, Codable, Hashable {
    /// Names it when it is shown.
    package var id: String
    /// Where it went, masked; nil where an authenticator is asked.
    package var to: String?
    /// Until when it counts.
    package var expiresAt: Timestamp
    /// In how many seconds another one may be asked for.
    package var retryAfter: Int

    /// A value of its parts.
    package init(id: String, to: String? = nil, expiresAt: Timestamp, retryAfter: Int) {
        self.id = id
        self.to = to
        self.expiresAt = expiresAt
        self.retryAfter = retryAfter
    }
}
