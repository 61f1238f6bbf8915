/// A check-in of a ticket.
package struct RedeemRequest: Sendable, Codable, Hashable {
    /// Of the device's choice, 1 to 255 characters, the same when the request is repeated.
    ///
    /// An `Idempotency-Key` does as well.
    package var nonce: String?
    /// The text of the scanned code, which must then be the ticket's.
    package var code: String?
    /// Whether the passage took place already, offline: it is noted although it would be refused now.
    package var force: Bool?
    /// When it was scanned; only with `force`.
    package var datetime: Timestamp?

    /// A value of its parts.
    package init(
        nonce: String? = nil, code: String? = nil, force: Bool? = nil, datetime: Timestamp? = nil
    ) {
        self.nonce = nonce
        self.code = code
        self.force = force
        self.datetime = datetime
    }
}
