package import Bytes

/// Makes user tokens: what identity gives to somebody who has logged in.
package struct UserTokenSigner: Sendable {
    private let keys: [SigningKey]
    private let names: [UInt8]

    /// A signer with the keys of identity's own ring (its `admissions`), which is not the gateway's.
    ///
    /// Throws `.unusableName` unless issuer and audience are printable ASCII without quotes and backslashes,
    /// not empty, and at most 192 characters together.
    package init(
        _ ring: KeyRing, issuer: String = UserToken.issuer, audience: String = UserToken.audience,
        algorithm: AdmissionToken.AlgorithmName = .edDSA
    ) throws(KeyError) {
        guard TokenText.isPlain(issuer), TokenText.isPlain(audience),
            issuer.utf8.count + audience.utf8.count <= 192
        else { throw .unusableName }
        names = Array(#"{"iss":"\#(issuer)","aud":"\#(audience)","client_id":"sluice","exp":"#.utf8)
        var keys: [SigningKey] = []
        for record in ring.admissions {
            keys.append(try SigningKey(record, type: UserToken.type, algorithm: algorithm))
        }
        guard !keys.isEmpty else { throw .noKey }
        self.keys = keys
    }

    /// Appends the token of these claims, signed by the youngest key whose time has come at `issuedAt`.
    ///
    /// Throws `.unusableName` for claims that a token cannot carry.
    package func sign(_ claims: borrowing UserClaims, into out: inout ByteBuffer) throws(KeyError) {
        guard claims.isSound else { throw .unusableName }
        var json = ByteBuffer(capacity: 512)
        json.append(names)
        json.append(decimal: Int(claims.expiresAt / 1000))
        json.append(#","iat":"#)
        json.append(decimal: Int(claims.issuedAt / 1000))
        json.append(#","jti":""#)
        claims.tokenID.append(to: &json)
        json.append(#"","sub":""#)
        json.append(string: claims.account)
        json.append(#"","sid":""#)
        json.append(string: claims.session)
        json.append(#"","roles":["#)
        for (index, role) in claims.roles.enumerated() {
            json.append(index > 0 ? #",""# : #"""#)
            json.append(string: role)
            json.append(#"""#)
        }
        json.append("]}")
        let issuedAt = claims.issuedAt
        let key = keys.last { $0.signFrom <= issuedAt } ?? keys[0]
        try json.withReadable { payload throws(KeyError) in try key.sign(payload, into: &out) }
    }
}
