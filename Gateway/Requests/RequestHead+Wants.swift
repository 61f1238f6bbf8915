import Bytes
import HTTP

extension RequestHead {
    /// Whether the client is a browser that navigates: it takes HTML, and says so.
    ///
    /// A form counts where the browser says that it navigates, and from a page of ours: another site's form
    /// comes without the visitor's cookies and would put a new place over their own.
    var wantsPage: Bool {
        guard let accept = firstValue(.accept) else { return false }
        if let mode = firstValue(.secFetchMode) {
            guard with(mode, { $0.equalsIgnoringCase("navigate") }) else { return false }
        } else if !method.isSafe {
            return false
        }
        guard method == .get || method == .head || sendsOwnForm else { return false }
        return with(accept) { $0.contains("text/html") }
    }

    private var sendsOwnForm: Bool {
        method == .post && (has(.secFetchSite) || has(.origin)) && comesFromOurPages(trustsProxy: false)
    }

    /// The path and query of the page that a form was sent from; nil where the browser does not say.
    var refererPath: String? {
        guard let place = firstValue(.referer) else { return nil }
        let text = string(place)
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let rest = text[scheme.upperBound...]
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        return String(rest[slash...].prefix { $0 != "#" })
    }

    /// The language of the page: the `lang` query, then the cookie, then Accept-Language.
    var language: WaitingPage.Language {
        if let query = queryRange {
            let asked = with(query) { query -> WaitingPage.Language? in
                QueryString.value(of: "lang", in: query).flatMap {
                    WaitingPage.Language(code: query.extracting($0))
                }
            }
            if let asked { return asked }
        }
        if let cookie = cookie(named: "sluice-lang"),
            let kept = with(cookie, { WaitingPage.Language(code: $0) })
        {
            return kept
        }
        guard let accepted = firstValue(.acceptLanguage) else { return .english }
        return with(accepted) { WaitingPage.Language.preferred(acceptLanguage: $0) }
    }
}

extension RawSpan {
    /// Whether a literal occurs in the bytes; for short values only.
    func contains(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard byteCount >= count else { return false }
        for start in 0...(byteCount - count) where extracting(start..<start + count).equals(literal) {
            return true
        }
        return false
    }
}
