/// A new account.
struct RegisterPage: Sendable {
    var name = ""
    var login = ""
    var wayBack: String
    var formKey: String
    var notice: String?

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        let back = SiteAddress.query(SiteAddress.login, [("return", wayBack)])
        return frame.page(
            words(.registerTitle),
            """
            \(Piece.notice(notice))<form class="narrow" method="post" action="\(SiteAddress.register)">
            \(Piece.hidden("return", wayBack))\(Piece.hidden("key", formKey))
            \(Piece.field("name", words(.yourName), value: name, autocomplete: "name"))
            \(Piece.field("login", words(.contactField), value: login, autocomplete: "username",
                maximum: 254))
            \(Piece.field("password", words(.newPassword), type: "password", autocomplete: "new-password",
                maximum: 1024))
            <button class="main">\(words(.registerButton))</button></form>
            <p>\(words(.haveAccount)) <a href="\(back)">\(words(.logIn))</a></p>
            """)
    }
}
