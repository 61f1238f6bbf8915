import Testing

@testable import Identity

@Suite("Contact")
struct ContactTests {
    @Test(
        "a phone number has one spelling, however it is typed",
        arguments: [
            ("01712345678", "+8801712345678"), ("+880 1712-345678", "+8801712345678"),
            ("8801712345678", "+8801712345678"), ("00880 (17) 12.345678", "+8801712345678"),
            ("০১৭১২৩৪৫৬৭৮", "+8801712345678"), ("+44 20 7946 0958", "+442079460958"),
            ("+12025550123", "+12025550123"),
        ])
    func phones(typed: String, normal: String) {
        let contact = Contact(typed)
        #expect(contact?.text == normal)
        #expect(contact?.kind == .phone)
    }

    @Test(
        "what is no phone number that can receive a code is refused",
        arguments: [
            "", "+", "0", "017123456", "017123456789", "02-9558812", "+8801112345678", "+88017123456789",
            "+1234567", "+1234567890123456", "+0123456789", "++8801712345678", "+880171234567x", "12345678",
            "017+12345678", String(repeating: "1", count: 300),
        ])
    func wrongPhones(typed: String) {
        #expect(Contact(typed) == nil)
    }

    @Test(
        "a mail address has one spelling",
        arguments: [
            ("Rahim@Example.ORG", "rahim@example.org"), (" a.b+c@x-y.example ", "a.b+c@x-y.example"),
            ("a@b.co", "a@b.co"),
        ])
    func mails(typed: String, normal: String) {
        let contact = Contact(typed)
        #expect(contact?.text == normal)
        #expect(contact?.kind == .email)
    }

    @Test(
        "what is no mail address is refused",
        arguments: [
            "@", "a@", "@b.co", "a@b", "a..b@c.de", ".a@c.de", "a.@c.de", "a b@c.de", "a@-c.de", "a@c-.de",
            "a@1.2.3.4", "a@b..co", "a@b.co\r\nBcc: x@y.z", "a@b@c.de", "রহিম@example.org",
            String(repeating: "a", count: 65) + "@b.co", "a@" + String(repeating: "b.", count: 130) + "co",
        ])
    func wrongMails(typed: String) {
        #expect(Contact(typed) == nil)
    }

    @Test("a masked contact shows its two ends at most")
    func masked() {
        #expect(Contact("01712345678")?.masked == "+880•••••••678")
        #expect(Contact("rahim@example.org")?.masked == "r•••@example.org")
    }
}
