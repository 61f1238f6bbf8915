import Tokens
import WaitingRoom

/// A request of somebody who is inside, on its way to the site.
struct SiteVisit {
    let desk: RoomDesk
    let place: Int
    let session: SessionID
    /// Where the token stands that the request showed; nil for somebody who has just entered.
    let shown: Range<Int>?
    /// A slip to hand over as a cookie with the response.
    let newSlip: Slip?
    /// A token to hand over as a cookie with the response, and to send to the site.
    let newToken: [UInt8]?
    let cookies: CookieNames
    /// Whether the visitor showed the token in its header, and so wants a new one there and not in a cookie.
    var usesHeader = false
}
