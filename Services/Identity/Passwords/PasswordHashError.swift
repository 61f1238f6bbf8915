/// Why a password could not be hashed or compared; never holds the password.
package enum PasswordHashError: Error, Equatable, Sendable {
    /// There was no memory for it: try again later.
    case outOfMemory
    /// The stored text is not a hash that we can compute; the code is libargon2's, or 0.
    case unusable(code: Int32)
    /// As many wait for a hash as may wait: try again later.
    case busy

    /// Whether the same request may succeed later.
    package var mayRetry: Bool {
        if case .unusable = self { return false }
        return true
    }
}
