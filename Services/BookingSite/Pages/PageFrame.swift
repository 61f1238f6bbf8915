internal import Contracts

/// What stands around the content of every page: head, menu, language switch, footer.
struct PageFrame: Sendable {
    let words: Words
    /// The page's own address, for the way back from the language switch.
    let address: String
    let isLoggedIn: Bool

    /// A page with a title and a content; `scripted` pages have the one script of the site.
    func page(_ title: String, _ content: Markup, scripted: Bool = false, status: Int = 200) -> SitePage {
        let script: Markup = scripted ? "<script src=\"\(SiteAsset.script.path)\" defer></script>" : ""
        let document: Markup = """
            <!doctype html>
            <html lang="\(words.language.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) · \(words(.siteName))</title>
            <meta name="robots" content="noindex"><link rel="icon" href="data:,">
            <link rel="stylesheet" href="\(SiteAsset.style.path)">\(script)</head>
            <body><a class="skip" href="#content">\(words(.skip))</a>
            \(header)
            <main id="content"><h1>\(title)</h1>
            \(content)
            </main>
            <footer><p>\(words(.footer))</p></footer>
            </body></html>

            """
        return SitePage(status: status, document: document)
    }

    private var header: Markup {
        let account: Markup =
            isLoggedIn
            ? """
            <li><form method="post" action="\(SiteAddress.logout)"><button class="link">\(words(.logOut))\
            </button></form></li>
            """
            : "<li><a href=\"\(SiteAddress.login)\">\(words(.logIn))</a></li>"
        return """
            <header><a class="brand" href="\(SiteAddress.home)">\(words(.siteName))</a>
            <nav aria-label="\(words(.menu))"><ul>
            <li><a href="\(SiteAddress.home)">\(words(.search))</a></li>
            <li><a href="\(SiteAddress.orders)">\(words(.myOrders))</a></li>
            <li><a href="\(SiteAddress.waitlist)">\(words(.myWaitlist))</a></li>
            \(account)
            <li><a href="\(languageSwitch)" lang="\(otherLanguage.rawValue)" \
            hreflang="\(otherLanguage.rawValue)">\(words(.otherLanguage))</a></li>
            </ul></nav></header>
            """
    }

    private var otherLanguage: Language { words.language == .english ? .bangla : .english }

    private var languageSwitch: String {
        SiteAddress.query(
            SiteAddress.path(SiteAddress.language, otherLanguage.rawValue), [("return", address)])
    }
}
