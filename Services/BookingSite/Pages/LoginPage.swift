/// Contact and password.
struct LoginPage: Sendable {
    var login = ""
    /// Where to go afterwards: a path of this site.
    var wayBack: String
    var notice: String?

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        let register = SiteAddress.query(SiteAddress.register, [("return", wayBack)])
        return frame.page(
            words(.logInTitle),
            """
            \(Piece.notice(notice))<form class="narrow" method="post" action="\(SiteAddress.login)">
            \(Piece.hidden("return", wayBack))
            \(Piece.field("login", words(.contactField), value: login, autocomplete: "username",
                maximum: 254))
            \(Piece.field("password", words(.password), type: "password", autocomplete: "current-password",
                maximum: 1024))
            <button class="main">\(words(.logIn))</button></form>
            <p>\(words(.noAccount)) <a href="\(register)">\(words(.register))</a></p>
            """)
    }
}
