/// A JSON document with its signature: RFC 7515, flattened JSON serialization.
package struct SignedDocument: Sendable, Codable, Hashable {
    /// The document in base64url.
    package var payload: String
    /// Algorithm, type and key of the signature, in base64url.
    package var protected: String
    /// The signature over `protected`, a dot and `payload`, in base64url.
    package var signature: String

    /// A value of its parts.
    package init(payload: String, protected: String, signature: String) {
        self.payload = payload
        self.protected = protected
        self.signature = signature
    }
}
