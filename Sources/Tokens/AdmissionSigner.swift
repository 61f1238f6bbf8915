package import Bytes

/// Makes admission tokens: about 50 µs and 550 bytes each.
package struct AdmissionSigner: Sendable {
    private let keys: [SigningKey]
    private let names: [UInt8]

    /// A signer with the admission keys of a ring, for one issuer and one audience.
    ///
    /// Throws `.unusableName` unless both are printable ASCII without quotes and backslashes, not empty, and
    /// at most 192 characters together.
    package init(
        _ ring: KeyRing, issuer: String, audience: String,
        algorithm: AdmissionToken.AlgorithmName = .edDSA
    ) throws(KeyError) {
        guard TokenText.isPlain(issuer), TokenText.isPlain(audience),
            issuer.utf8.count + audience.utf8.count <= 192
        else { throw .unusableName }
        names = Array(#"{"iss":"\#(issuer)","aud":"\#(audience)","exp":"#.utf8)
        var keys: [SigningKey] = []
        for record in ring.admissions {
            keys.append(try SigningKey(record, type: AdmissionToken.type, algorithm: algorithm))
        }
        guard !keys.isEmpty else { throw .noKey }
        self.keys = keys
    }

    /// Appends the token of these claims, signed by the youngest key whose time has come at `issuedAt`.
    ///
    /// Throws `.unusableName` for a room or subject that a token cannot carry and for a number below zero.
    package func sign(_ claims: borrowing AdmissionClaims, into out: inout ByteBuffer) throws(KeyError) {
        guard TokenText.isRoom(claims.room), TokenText.isPlain(claims.subject),
            claims.subject.utf8.count <= 64,
            claims.place >= 0, claims.issuedAt >= 0, claims.expiresAt >= 0, claims.endsAt >= 0,
            claims.gen <= 1 << 53
        else { throw .unusableName }
        let issuedAt = claims.issuedAt
        let key = keys.last { $0.signFrom <= issuedAt } ?? keys[0]
        let payload = payload(of: claims)
        try payload.withReadable { bytes throws(KeyError) in try key.sign(bytes, into: &out) }
    }

    private func payload(of claims: borrowing AdmissionClaims) -> ByteBuffer {
        var json = ByteBuffer(capacity: 640)
        json.append(names)
        // Rounded down: a token may end a little early, never late.
        json.append(decimal: Int(claims.expiresAt / 1000))
        json.append(#","iat":"#)
        json.append(decimal: Int(claims.issuedAt / 1000))
        json.append(#","jti":""#)
        claims.tokenID.append(to: &json)
        json.append(#"","sub":""#)
        json.append(string: claims.subject)
        json.append(#"","room":""#)
        json.append(string: claims.room)
        json.append(#"","seq":"#)
        json.append(decimal: claims.place)
        json.append(#","sid":""#)
        claims.session.append(to: &json)
        json.append(#"","epoch":"#)
        json.append(decimal: UInt(claims.epoch))
        json.append(#","gen":"#)
        json.append(decimal: UInt(claims.gen))
        json.append(#","max":"#)
        json.append(decimal: Int(claims.endsAt / 1000))
        json.append("}")
        return json
    }
}
