/// Why an admission token was refused; each case is one check, in the order in which they are made.
package enum TokenError: Error, Equatable, Sendable, CaseIterable {
    /// Longer than 1 KiB.
    case tooLarge
    /// Not three base64url parts of valid, bounded JSON, or a claim is missing or of the wrong kind.
    case malformed
    /// A header parameter besides `alg`, `typ` and `kid`.
    ///
    /// `crit`, `jku`, `jwk`, `x5u` and all others are refused.
    case headerParameter
    /// The type is not `admission+jwt`.
    case wrongType
    /// The algorithm is not the one of our keys.
    case wrongAlgorithm
    /// No key has this `kid`.
    case unknownKey
    /// The signature is not the key's.
    case badSignature
    /// Signed by us for somebody else to issue.
    case wrongIssuer
    /// Meant for another audience.
    case wrongAudience
    /// Its time is over; there is no leeway (LINE.md 2.8).
    case expired
    /// Its time has not come.
    case notYetValid
    /// It claims to live longer than a token may.
    case lifeTooLong
}
