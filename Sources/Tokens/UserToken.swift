/// What is fixed about user tokens: an access token in the form of RFC 9068, signed with Ed25519.
///
/// Identity makes them; the gateway and the services verify them locally. Their type and audience are their
/// own, so that an admission token never passes for one, nor the other way round.
package enum UserToken {
    /// The longest that a token lives.
    package static let maximumLife = Duration.seconds(3600)
    /// The most bytes of a token.
    package static let maximumBytes = AdmissionToken.maximumBytes
    /// Who makes them (`iss`).
    package static let issuer = "identity"
    /// Whom they are for (`aud`).
    package static let audience = "sluice-api"
    /// The most roles that one token names.
    package static let maximumRoles = 8
    static let type: StaticString = "at+jwt"
}
