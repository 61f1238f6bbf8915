package import Contracts
package import HTTP

extension RequestHead {
    /// The language that the sender wants: the cookie `sluice-lang`, else the browser's first that we speak.
    package var wantedLanguage: Language {
        if let place = cookie(named: "sluice-lang"), let chosen = Language(rawValue: string(place)) {
            return chosen
        }
        let wishes = firstValue(.acceptLanguage).map { string($0) } ?? ""
        for wish in wishes.split(separator: ",").prefix(16) {
            let tag = wish.prefix { $0 != ";" }.drop { $0 == " " }.lowercased()
            if tag.hasPrefix("bn") { return .bangla }
            if tag.hasPrefix("en") { return .english }
        }
        return .english
    }

    /// Whether the sender is a browser that wants a page.
    package var wantsPage: Bool {
        firstValue(.accept).map { string($0).lowercased().contains("text/html") } ?? false
    }
}
