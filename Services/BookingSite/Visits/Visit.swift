internal import Contracts
internal import HTTP
internal import ServiceKit
internal import Tokens

/// One request of a visitor: who they are, what they speak, and how they are answered.
struct Visit {
    let request: ServiceRequest
    let words: Words
    let frame: PageFrame

    init(_ request: ServiceRequest) {
        self.request = request
        words = Words(request.language)
        let target = request.head.string(request.head.targetRange)
        frame = PageFrame(
            words: words, address: request.head.method.isSafe ? target : SiteAddress.home,
            isLoggedIn: request.optionalUser != nil)
    }

    /// Whether the visitor is logged in; those who are not are sent to log in first.
    func requireUser(wayBack: String? = nil) throws(ServiceError) {
        if request.optionalUser != nil { return }
        throw ServiceError(.unauthorized, cause: wayBack)
    }

    /// A page as a response.
    func answer(_ page: SitePage) -> ServiceResponse { SiteResponse.page(page, words.language) }

    /// A new Idempotency-Key for a form.
    static func newKey() -> String {
        var random = SecureRandom()
        return "\(SessionID(high: random.next(), low: random.next()))"
    }
}
