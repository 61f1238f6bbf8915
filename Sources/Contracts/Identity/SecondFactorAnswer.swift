/// How things stand with the second factor.
package struct SecondFactorAnswer: Sendable, Codable, Equatable {
    /// Whether it is on.
    package var enabled: Bool
    /// The secret in base32, once, to type into an authenticator.
    package var secret: String?
    /// The same as an `otpauth:` address, once, for a QR code.
    package var uri: String?

    /// An answer of its parts.
    package init(enabled: Bool, secret: String? = nil, uri: String? = nil) {
        self.enabled = enabled
        self.secret = secret
        self.uri = uri
    }
}
