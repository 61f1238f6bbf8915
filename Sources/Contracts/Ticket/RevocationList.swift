/// Tickets that are worth nothing any more.
package struct RevocationList: Sendable, Codable, Hashable {
    /// Their ids.
    package var revoked: [String]
    /// When the list was made.
    package var time: Timestamp

    /// A value of its parts.
    package init(revoked: [String], time: Timestamp) {
        self.revoked = revoked
        self.time = time
    }
}
