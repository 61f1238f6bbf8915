internal import Bytes

/// The claims of a signed payload, read but not yet checked against anybody's clock or name.
struct ClaimsReading {
    let issuer: [UInt8]
    let audience: [UInt8]
    /// Milliseconds since 1970; far in the past where the token has no `nbf`.
    let notBefore: Int64
    let claims: AdmissionClaims

    /// Reads a payload; throws `.malformed` for anything but one object with every claim, each of its kind.
    init(_ json: RawSpan) throws(TokenError) {
        var found = Found()
        var cursor = JSONCursor()
        try cursor.readObject(in: json, refusal: TokenError.malformed) { cursor, name throws(TokenError) in
            try found.take(name, &cursor, json)
        }
        guard cursor.isAtEnd(of: json), let issuer = found.issuer, let audience = found.audience,
            let claims = found.claims(json)
        else { throw .malformed }
        self.issuer = json.extracting(issuer).copyBytes()
        self.audience = json.extracting(audience).copyBytes()
        notBefore = found.notBefore.map { Int64($0) * 1000 } ?? .min
        self.claims = claims
    }

    /// What the members seen so far have said.
    private struct Found {
        var issuer, audience, subject, room, session, token: Range<Int>?
        var expires, issued, notBefore, place, epoch, gen, ends: Int?

        /// Takes one member; false for one that nobody here knows, which is skipped.
        mutating func take(
            _ name: RawSpan, _ cursor: inout JSONCursor, _ json: RawSpan
        ) throws(TokenError) -> Bool {
            if let text = textClaim(name) {
                guard let value = cursor.readPlainString(in: json) else { throw .malformed }
                self[keyPath: text] = value
            } else if let number = numberClaim(name) {
                // At most 15 digits: no time or number of ours is longer, and nothing below overflows.
                guard let value = cursor.readNumber(in: json), value < 1_000_000_000_000_000 else {
                    throw .malformed
                }
                self[keyPath: number] = value
            } else {
                return false
            }
            return true
        }

        private func textClaim(_ name: RawSpan) -> WritableKeyPath<Self, Range<Int>?>? {
            if name.equals("iss") { return \.issuer }
            if name.equals("aud") { return \.audience }
            if name.equals("sub") { return \.subject }
            if name.equals("room") { return \.room }
            if name.equals("sid") { return \.session }
            return name.equals("jti") ? \.token : nil
        }

        private func numberClaim(_ name: RawSpan) -> WritableKeyPath<Self, Int?>? {
            if name.equals("exp") { return \.expires }
            if name.equals("iat") { return \.issued }
            if name.equals("nbf") { return \.notBefore }
            if name.equals("seq") { return \.place }
            if name.equals("epoch") { return \.epoch }
            if name.equals("gen") { return \.gen }
            return name.equals("max") ? \.ends : nil
        }

        /// The claims, if none is missing and each has its form.
        func claims(_ json: RawSpan) -> AdmissionClaims? {
            guard let subject, let room, let session, let token, let expires, let issued, let place, let gen,
                let ends,
                let epoch = epoch.flatMap({ UInt32(exactly: $0) }),
                let session = SessionID(text: json.extracting(session)),
                let token = SessionID(text: json.extracting(token)),
                !subject.isEmpty, subject.count <= 64
            else { return nil }
            let name = json.extracting(room).copyString()
            guard TokenText.isRoom(name) else { return nil }
            return AdmissionClaims(
                room: name, subject: json.extracting(subject).copyString(), session: session, place: place,
                epoch: epoch, gen: UInt64(gen), issuedAt: Int64(issued) * 1000,
                expiresAt: Int64(expires) * 1000,
                endsAt: Int64(ends) * 1000, tokenID: token)
        }
    }
}
