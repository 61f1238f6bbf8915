/// How things stand with a second factor; the secret is shown once.
package struct SecondFactorModel: Sendable, Codable, Hashable {
    /// Whether it is on.
    package var isEnabled: Bool
    /// The secret in base32, while it waits for its first code.
    package var secret: String?
    /// The same as `otpauth://` address, for a QR code.
    package var uri: String?

    /// A value of its parts.
    package init(isEnabled: Bool, secret: String? = nil, uri: String? = nil) {
        self.isEnabled = isEnabled
        self.secret = secret
        self.uri = uri
    }
}
