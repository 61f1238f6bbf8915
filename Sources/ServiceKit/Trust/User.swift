package import Tokens

/// Who is logged in, as identity's verified token says.
package struct User: Sendable, Equatable {
    /// The account: the text of its UUID in lower case.
    package let account: String
    /// The login session.
    package let session: String
    /// What the account may do.
    package let roles: [String]
    /// From when on this token is worth nothing, in milliseconds since 1970.
    package let expiresAt: Int64
    /// The token itself, to pass on to another service; never for logs.
    package let token: String

    /// A user of verified claims.
    package init(_ claims: borrowing UserClaims, token: String) {
        account = claims.account
        session = claims.session
        roles = claims.roles
        expiresAt = claims.expiresAt
        self.token = token
    }

    /// Whether the account has a role.
    package func has(role: String) -> Bool { roles.contains(role) }
}
