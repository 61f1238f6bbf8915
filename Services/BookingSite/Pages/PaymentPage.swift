/// The page between ours and the provider's.
///
/// A page and no redirect: browsers hold a form's redirects to the site's own `form-action`, a link they do
/// not.
struct PaymentPage: Sendable {
    var url: String

    /// Whether an address is one of the web, without anything that could end a header or an attribute.
    static func isSound(_ url: String) -> Bool {
        (url.hasPrefix("https://") || url.hasPrefix("http://")) && url.utf8.count <= 2048
            && url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\`".utf8.contains($0) }
    }

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        return frame.page(
            words(.payTitle),
            """
            <p>\(words(.payText))</p>
            <p><a class="main" rel="noreferrer" href="\(url)">\(words(.payLink))</a></p>
            """
        )
    }
}
