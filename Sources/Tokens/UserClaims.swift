/// What a user token says; times are milliseconds since 1970, of which the token keeps whole seconds.
package struct UserClaims: Sendable, Equatable {
    /// The account (`sub`): the text of its UUID in lower case.
    package var account: String
    /// The login session (`sid`): printable ASCII without quotes and backslashes, 1 to 64 characters.
    package var session: String
    /// What the account may do (`roles`): at most 8 names of a–z, 0–9, hyphen and underscore.
    package var roles: [String]
    /// When the token was made (`iat`).
    package var issuedAt: Int64
    /// From when on the token is worth nothing (`exp`).
    package var expiresAt: Int64
    /// The id of this one token (`jti`).
    package var tokenID: SessionID

    /// Claims; `tokenID` is drawn from `random`, and the life is cut to `UserToken.maximumLife`.
    package init(
        account: String, session: String, roles: [String], issuedAt: Int64, expiresAt: Int64,
        random: inout some RandomNumberGenerator
    ) {
        let longest = issuedAt &+ UserToken.maximumLife.wholeMilliseconds
        self.init(
            account: account, session: session, roles: roles, issuedAt: issuedAt,
            expiresAt: min(expiresAt, longest), tokenID: SessionID(high: random.next(), low: random.next()))
    }

    init(
        account: String, session: String, roles: [String], issuedAt: Int64, expiresAt: Int64,
        tokenID: SessionID
    ) {
        self.account = account
        self.session = session
        self.roles = roles
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.tokenID = tokenID
    }

    /// Whether every part has the form that a token can carry.
    var isSound: Bool {
        Self.isAccount(account) && TokenText.isPlain(session) && session.utf8.count <= 64
            && roles.count <= UserToken.maximumRoles && roles.allSatisfy(TokenText.isRole)
            && issuedAt >= 0 && expiresAt >= 0
    }

    /// Whether a text is a UUID in its usual form, in lower case.
    static func isAccount(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            switch index {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default: byte >= 0x30 && byte <= 0x39 || byte >= 0x61 && byte <= 0x66
            }
        }
    }
}
