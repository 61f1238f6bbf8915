/// A page that only says something: an error, or goodbye.
struct MessagePage: Sendable {
    var title: Phrase
    var text: Phrase
    /// What the service said besides, in its own words.
    var detail: String?
    var status: Int
    /// Where the one link leads.
    var link: String = SiteAddress.home
    var label: Phrase = .toFirstPage

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        let more: Markup = detail.map { "<p class=\"quiet\" lang=\"en\">\($0)</p>" } ?? ""
        return frame.page(
            words(title),
            "<p>\(words(text))</p>\(more)<p><a class=\"main\" href=\"\(link)\">\(words(label))</a></p>",
            status: status)
    }
}
