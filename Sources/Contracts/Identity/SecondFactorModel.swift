/// A new second factor, shown once.
package struct SecondFactorModel: Sendable, Codable, Hashable {
    /// The secret in base32.
    package var secret: String
    /// The same as `otpauth://` address, for a QR code.
    package var uri: String

    /// A value of its parts.
    package init(secret: String, uri: String) {
        self.secret = secret
        self.uri = uri
    }
}
