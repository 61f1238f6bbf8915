import Testing

@testable import BookingSite

@Suite("Markup") struct MarkupTests {
    @Test("texts are escaped, markup is not, and literals are taken as they are")
    func escaping() {
        let name = Samples.evil
        let inner: Markup = "<b>\(name)</b>"
        let text: Markup = "<p title=\"\(name)\">\(inner)\(7)</p>"
        let safe = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;"
        #expect(text.html == "<p title=\"\(safe)\"><b>\(safe)</b>7</p>")
    }

    @Test("control bytes cannot stand in a page")
    func controls() {
        let text = "a\u{0}b\u{1B}c\nd"
        let markup: Markup = "\(text)"
        #expect(markup.html == "a\u{FFFD}b\u{FFFD}c\nd")
    }

    @Test("attributes without a value stand where their condition holds")
    func attributes() {
        let markup: Markup = "<input\("disabled", if: true)\("checked", if: false)>"
        #expect(markup.html == "<input disabled>")
    }

    @Test(
        "a way back leads nowhere else",
        arguments: [
            ("/orders", "/orders"), ("/trips?from=a&to=b", "/trips?from=a&to=b"), ("//evil.example", "/"),
            ("https://evil.example", "/"), ("/\\evil.example", "/"), ("javascript:alert(1)", "/"),
            ("", "/"), ("/a b", "/"), ("/a\r\nSet-Cookie: x", "/"), ("orders", "/"),
        ])
    func waysBack(text: String, expected: String) {
        #expect(SiteAddress.wayBack(text) == expected)
    }

    @Test("addresses escape what is put into them")
    func addresses() {
        #expect(SiteAddress.path(SiteAddress.holdOrder, "a/b?c") == "/holds/a%2Fb%3Fc/order")
        #expect(SiteAddress.query("/x", [("a", "b&c=d"), ("e", nil)]) == "/x?a=b%26c%3Dd")
    }

    @Test(
        "bytes in a data address are padded base64",
        arguments: [("", ""), ("f", "Zg=="), ("foob", "Zm9vYg==")])
    func data(text: String, expected: String) {
        #expect(DataText.base64(Array(text.utf8)) == expected)
    }
}
