/// What a visitor of a rehearsal asks for.
enum VisitorStep: UInt8, CaseIterable {
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
