import WaitingRoom

/// A room's two cookies, in the form that a transport allows (API.md, CONVENTIONS.md 1.14).
///
/// Over TLS they carry the `__Host-` prefix and `Secure`; on loopback without TLS (or where the operator
/// accepts it) they are plain. With one room their names are those of API.md; with several each room's name
/// stands behind them, so that a visit to one room leaves the places in the others alone. Whatever is set,
/// both are read: a room that joins or leaves the configuration costs nobody a place (docs/decisions/014).
final class CookieNames: Sendable {
    /// Whether they go over TLS only.
    let isSecure: Bool
    /// The slip.
    let slip: CookieName
    /// The admission token.
    let admission: CookieName

    init(_ room: RoomName, isSecure: Bool, isOnlyRoom: Bool) {
        self.isSecure = isSecure
        let prefix = isSecure ? "__Host-sluice-" : "sluice-"
        let name = { (letter: String) in
            let (short, long) = (Array((prefix + letter).utf8), Array((prefix + letter + "-\(room)").utf8))
            return CookieName(written: isOnlyRoom ? short : long, other: isOnlyRoom ? long : short)
        }
        slip = name("q")
        admission = name("a")
    }

    /// What follows every value.
    var attributes: StaticString {
        isSecure ? "; Path=/; Secure; HttpOnly; SameSite=Lax" : "; Path=/; HttpOnly; SameSite=Lax"
    }
}
