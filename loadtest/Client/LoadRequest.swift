import EventLoop

/// One request of a visitor: on its way, or waiting for a connection.
struct LoadRequest {
    /// What the visitor wants.
    enum Purpose: UInt8, CaseIterable {
        /// A place.
        case join
        /// Where the place stands.
        case poll
        /// To enter.
        case claim
        /// A page of the site.
        case page
        /// The site's own page that ends the session.
        case leaveSite
        /// The end of the session, from the gateway.
        case finish

        /// The word for reports.
        var word: StaticString {
            switch self {
            case .join: "join"
            case .poll: "poll"
            case .claim: "claim"
            case .page: "page"
            case .leaveSite: "leave"
            case .finish: "finish"
            }
        }
    }

    /// Which visitor.
    let visitor: Int32
    /// What for.
    let purpose: Purpose
    /// When it fell due: waits are counted from here, so that a slow server cannot slow the count.
    let due: LoopInstant
}
