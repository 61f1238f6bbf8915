/// A check-in of a ticket.
package struct RedeemRequest: Sendable, Codable, Hashable {
    /// Of the inspector's choice, the same when the request is repeated.
    package var nonce: String
    /// Whether it counts although it would be refused: for scans made offline.
    package var force: Bool?
    /// When it was scanned, for those.
    package var at: Timestamp?

    /// A value of its parts.
    package init(nonce: String, force: Bool? = nil, at: Timestamp? = nil) {
        self.nonce = nonce
        self.force = force
        self.at = at
    }
}
