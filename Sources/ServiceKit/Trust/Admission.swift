package import Tokens

/// Whom the gateway has let in, as its verified token says: what holds, orders and payments are bound to.
package struct Admission: Sendable, Equatable {
    /// The room.
    package let room: String
    /// The session's id: 22 base64url digits, the same for every token of one admission.
    package let session: String
    /// The number of the place in the line.
    package let place: Int
    /// From when on this token is worth nothing, in milliseconds since 1970.
    package let expiresAt: Int64
    /// The token itself, to pass on to another service; never for logs.
    package let token: String

    /// An admission of verified claims.
    package init(_ claims: borrowing AdmissionClaims, token: String) {
        room = claims.room
        session = "\(claims.session)"
        place = claims.place
        expiresAt = claims.expiresAt
        self.token = token
    }
}
