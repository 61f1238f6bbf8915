import Mail
import Testing

@Suite("Mail addresses") struct MailAddressTests {
    @Test(
        "are taken in their usual forms", arguments: ["a@b", "first.last+tag@mail.example.com", "x_y@1.bd"])
    func good(text: String) {
        #expect(MailAddress(text)?.text == text)
    }

    @Test(
        "are refused where they could break a conversation, or are none",
        arguments: [
            "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b c", "a@b\r\nRCPT TO:<x@y>", "a@b>", "<a@b", "a@-b",
            "a@b-", "a@b..c", ".a@b", "a.@b", "a..b@c", "ক@example.com", "a@উদাহরণ", "a@[127.0.0.1]",
            "\"a\"@b",
            String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 64),
        ])
    func bad(text: String) {
        #expect(MailAddress(text) == nil)
    }
}
