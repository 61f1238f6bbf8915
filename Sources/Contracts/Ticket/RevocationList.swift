/// Tickets that are worth nothing any more: the payload of the signed list.
package struct RevocationList: Sendable, Codable, Hashable {
    /// The list holds what was revoked after this number; 0 for all.
    package var since: Int64
    /// The number to ask with the next time.
    package var number: Int64
    /// False when there is more than one list holds: ask again, with `number`.
    package var complete: Bool
    /// The tickets' ids, in the order in which they were revoked.
    package var revoked: [String]
    /// When the list was made.
    package var time: Timestamp

    /// A value of its parts.
    package init(since: Int64, number: Int64, complete: Bool, revoked: [String], time: Timestamp) {
        self.since = since
        self.number = number
        self.complete = complete
        self.revoked = revoked
        self.time = time
    }
}
