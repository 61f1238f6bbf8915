/// What a loop remembers of a token that it has verified or signed itself: no `String`, a few words.
package struct VerifiedToken: Sendable, Equatable {
    /// The caller's own number for the room.
    package var room: UInt32
    /// The room's epoch.
    package var epoch: UInt32
    /// The generation in which the place was given.
    package var gen: UInt64
    /// The number of the place.
    package var place: Int
    /// The session.
    package var session: SessionID
    /// From when on the token is worth nothing, in milliseconds since 1970.
    package var expiresAt: Int64
    /// When the session ends whatever happens, in milliseconds since 1970.
    package var endsAt: Int64
    /// For the caller: from when on the next use is to be reported to the room; zero at first.
    package var touchAt: Int64 = 0

    /// The summary of verified claims, for a room that the caller knows by a number.
    package init(_ claims: borrowing AdmissionClaims, room: UInt32) {
        self.room = room
        epoch = claims.epoch
        gen = claims.gen
        place = claims.place
        session = claims.session
        // Whole seconds, as the token says them: a token remembered by its signer ends when it does
        // elsewhere.
        expiresAt = claims.expiresAt / 1000 * 1000
        endsAt = claims.endsAt / 1000 * 1000
    }
}
