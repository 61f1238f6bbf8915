internal import Bytes

/// The claims of a signed user token, read but not yet checked against anybody's clock or name.
struct UserClaimsReading {
    let issuer: [UInt8]
    let audience: [UInt8]
    /// Milliseconds since 1970; far in the past where the token has no `nbf`.
    let notBefore: Int64
    let claims: UserClaims

    /// Reads a payload; throws `.malformed` for anything but one object with every claim, each of its kind.
    init(_ json: RawSpan) throws(TokenError) {
        var texts: [Claim: Range<Int>] = [:]
        var numbers: [Claim: Int] = [:]
        var roles: [String] = []
        var cursor = JSONCursor()
        try cursor.readObject(in: json, refusal: TokenError.malformed) { cursor, name throws(TokenError) in
            guard let claim = Claim(name) else { return false }
            switch claim {
            case .roles: roles = try Self.readRoles(&cursor, json)
            case .exp, .iat, .nbf:
                // At most 15 digits: nothing below overflows.
                guard let value = cursor.readNumber(in: json), value < 1_000_000_000_000_000 else {
                    throw .malformed
                }
                numbers[claim] = value
            default:
                guard let value = cursor.readPlainString(in: json) else { throw .malformed }
                texts[claim] = value
            }
            return true
        }
        guard cursor.isAtEnd(of: json), let issuer = texts[.iss], let audience = texts[.aud],
            let subject = texts[.sub], let session = texts[.sid], let token = texts[.jti],
            let tokenID = SessionID(text: json.extracting(token)), let expires = numbers[.exp],
            let issued = numbers[.iat]
        else { throw .malformed }
        self.issuer = json.extracting(issuer).copyBytes()
        self.audience = json.extracting(audience).copyBytes()
        notBefore = numbers[.nbf].map { Int64($0) * 1000 } ?? .min
        claims = UserClaims(
            account: json.extracting(subject).copyString(), session: json.extracting(session).copyString(),
            roles: roles, issuedAt: Int64(issued) * 1000, expiresAt: Int64(expires) * 1000, tokenID: tokenID)
        guard claims.isSound else { throw .malformed }
    }

    private static func readRoles(
        _ cursor: inout JSONCursor, _ json: RawSpan
    ) throws(TokenError) -> [String] {
        guard cursor.accept("[", in: json) else { throw .malformed }
        var roles: [String] = []
        if cursor.accept("]", in: json) { return roles }
        repeat {
            guard roles.count < UserToken.maximumRoles, let role = cursor.readPlainString(in: json) else {
                throw .malformed
            }
            roles.append(json.extracting(role).copyString())
        } while cursor.accept(",", in: json)
        guard cursor.accept("]", in: json) else { throw .malformed }
        return roles
    }

    /// The members of a payload that decide anything.
    private enum Claim: CaseIterable {
        case iss, aud, sub, sid, jti, roles, exp, iat, nbf

        var name: StaticString {
            switch self {
            case .iss: "iss"
            case .aud: "aud"
            case .sub: "sub"
            case .sid: "sid"
            case .jti: "jti"
            case .roles: "roles"
            case .exp: "exp"
            case .iat: "iat"
            case .nbf: "nbf"
            }
        }

        init?(_ name: RawSpan) {
            for claim in Self.allCases where name.equals(claim.name) {
                self = claim
                return
            }
            return nil
        }
    }
}
