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

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        let action = purpose == .registration ? SiteAddress.verify : SiteAddress.secondFactor
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
            """)
    }

    private func help(_ words: Words) -> String {
        guard purpose == .registration else { return words(.codeAuthenticator) }
        return words(.codeSent, to ?? "", expiresAt.map { words.clock($0) } ?? "")
    }
}
