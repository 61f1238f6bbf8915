/// The public keys by which tickets are verified.
package struct TicketKeyList: Sendable, Codable, Hashable {
    /// One Ed25519 key.
    package struct TicketKey: Sendable, Codable, Hashable {
        /// The eight hexadecimal digits that a ticket names.
        package var id: String
        /// Its 32 bytes in base64url.
        package var publicKey: String

        /// A value of its parts.
        package init(id: String, publicKey: String) {
            self.id = id
            self.publicKey = publicKey
        }
    }

    /// The present one first.
    package var keys: [TicketKey]

    /// A value of its parts.
    package init(keys: [TicketKey]) {
        self.keys = keys
    }
}
