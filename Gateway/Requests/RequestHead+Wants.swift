import Bytes
import HTTP

extension RequestHead {
    /// Whether the client is a browser that navigates: it takes HTML, and says so.
    var wantsPage: Bool {
        guard method == .get || method == .head, let accept = firstValue(.accept) else { return false }
        if let mode = firstValue(.secFetchMode), !with(mode, { $0.equalsIgnoringCase("navigate") }) {
            return false
        }
        return with(accept) { $0.contains("text/html") }
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
