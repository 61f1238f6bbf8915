internal import Contracts

/// The one-time code of a registration, or the authenticator's of a login.
struct CodePage: Sendable {
    /// What the code is for.
    enum Purpose: Sendable {
        case registration
        case secondFactor
    }

    var purpose: Purpose
    /// The question's id.
    var challenge: String
    /// Where the code went, masked.
    var to: String?
    var expiresAt: Timestamp?
    var wayBack: String
    var notice: String?

    /// Where the form goes.
    private var action: String {
        purpose == .registration ? SiteAddress.verify : SiteAddress.secondFactor
    }

    /// Where the page is found again, for the way back from the language switch.
    ///
    /// Nothing in it opens anything: the code is missing.
    private var address: String {
        SiteAddress.query(
            action,
            [("challenge", challenge), ("to", to), ("until", expiresAt?.text), ("return", wayBack)])
    }

    func page(_ visited: PageFrame) -> SitePage {
        let frame = PageFrame(words: visited.words, address: address, isLoggedIn: visited.isLoggedIn)
        let words = frame.words
        return frame.page(
            words(.codeTitle),
            """
            \(Piece.notice(notice))<p>\(help(words))</p>
            <form class="narrow" method="post" action="\(action)">
            \(Piece.hidden("return", wayBack))\(Piece.hidden("challenge", challenge))\
            \(Piece.hidden("to", to ?? ""))\(Piece.hidden("until", expiresAt?.text ?? ""))
            <p class="field"><label for="code">\(words(.code))</label>
            <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" \
            required autofocus></p>
            <button class="main">\(words(.confirm))</button></form>
            \(again(words))
            """)
    }

    /// The way to another code, for whom this one did not reach.
    private func again(_ words: Words) -> Markup {
        guard purpose == .registration else { return "" }
        let begin = SiteAddress.query(SiteAddress.register, [("return", wayBack)])
        return "<p>\(words(.noCode)) <a href=\"\(begin)\">\(words(.anotherCode))</a></p>"
    }

    private func help(_ words: Words) -> String {
        guard purpose == .registration else { return words(.codeAuthenticator) }
        return words(.codeSent, to ?? "", expiresAt.map { words.clock($0) } ?? "")
    }
}
