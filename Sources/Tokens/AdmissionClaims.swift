/// What an admission token says; times are milliseconds since 1970, of which the token keeps whole seconds.
package struct AdmissionClaims: Sendable, Equatable {
    /// The room (`room`): a–z, 0–9 and hyphen, at most 32.
    package var room: String
    /// Who was admitted (`sub`): opaque printable ASCII without quotes and backslashes, 1 to 64 characters.
    package var subject: String
    /// The session (`sid`).
    package var session: SessionID
    /// The number of the place (`seq`).
    package var place: Int
    /// The room's epoch (`epoch`).
    package var epoch: UInt32
    /// The generation in which the place was given (`gen`).
    package var gen: UInt64
    /// When the token was made (`iat`).
    package var issuedAt: Int64
    /// From when on the token is worth nothing (`exp`).
    package var expiresAt: Int64
    /// When the session ends whatever happens (`max`), which renewals pass on to `touch`.
    package var endsAt: Int64
    /// The id of this one token (`jti`): 128 random bits in the same text form.
    package var tokenID: SessionID

    /// Claims; `tokenID` is drawn from `random`.
    ///
    /// `expiresAt` is cut to a minute after `issuedAt` and to the session's end: no token outlives either.
    package init(
        room: String, subject: String, session: SessionID, place: Int, epoch: UInt32, gen: UInt64,
        issuedAt: Int64, expiresAt: Int64, endsAt: Int64, random: inout some RandomNumberGenerator
    ) {
        let longest = issuedAt &+ AdmissionToken.maximumLife.wholeMilliseconds
        self.init(
            room: room, subject: subject, session: session, place: place, epoch: epoch, gen: gen,
            issuedAt: issuedAt, expiresAt: min(expiresAt, longest, endsAt), endsAt: endsAt,
            tokenID: SessionID(high: random.next(), low: random.next()))
    }

    init(
        room: String, subject: String, session: SessionID, place: Int, epoch: UInt32, gen: UInt64,
        issuedAt: Int64, expiresAt: Int64, endsAt: Int64, tokenID: SessionID
    ) {
        self.room = room
        self.subject = subject
        self.session = session
        self.place = place
        self.epoch = epoch
        self.gen = gen
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.endsAt = endsAt
        self.tokenID = tokenID
    }
}
