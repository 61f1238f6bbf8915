import Testing
@testable import Webhooks

@Suite("Standard Webhooks signatures")
struct WebhookSignatureTests {
    private let body = Array("{\"a\":1}".utf8)

    private func secret(_ text: String = "whsec_eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4") throws -> WebhookSecret {
        try #require(WebhookSecret(text))
    }

    @Test("the vector of CONVENTIONS.md 1.10 comes out")
    func vector() throws {
        let value = try WebhookSignature.value(
            id: "msg_1", seconds: 1_674_087_231, body: body, secrets: [try secret()])
        #expect(value == "v1,GaLn/5CiKKUbzdonvuc7iw5evvX4ez3Rmc2WUpkmcc0=")
    }

    @Test("a message is accepted from five minutes before to five minutes after, and not else")
    func tolerance() throws {
        let secrets = [try secret()]
        let value = try WebhookSignature.value(id: "m", seconds: 1_000, body: body, secrets: secrets)
        for (now, isRight): (Int64, Bool) in [(700, true), (1_300, true), (699, false), (1_301, false)] {
            #expect(
                WebhookSignature.verify(
                    value, id: "m", timestamp: "1000", body: body, secrets: secrets, now: now) == isRight)
        }
    }

    @Test("another id, time, body or secret is refused, and so is nonsense")
    func refusals() throws {
        let secrets = [try secret()]
        let value = try WebhookSignature.value(id: "m", seconds: 1_000, body: body, secrets: secrets)
        func isRight(
            _ value: String, id: String = "m", timestamp: String = "1000", body: String = "{\"a\":1}"
        ) -> Bool {
            WebhookSignature.verify(
                value, id: id, timestamp: timestamp, body: Array(body.utf8), secrets: secrets, now: 1_000)
        }
        #expect(isRight(value))
        #expect(isRight("v1a,abc v1,!!! " + value))
        #expect(!isRight(value, id: "n"))
        #expect(!isRight(value, timestamp: "1001"))
        #expect(!isRight(value, timestamp: "soon"))
        #expect(!isRight(value, body: "{\"a\":2}"))
        #expect(!isRight(""))
        #expect(!isRight("v1,"))
        #expect(!isRight(String(repeating: "v1,", count: 1_000)))
    }

    @Test("while a secret is replaced both sign, and either verifies")
    func rotation() throws {
        var random = SystemRandomNumberGenerator()
        let (old, next) = (try secret(), WebhookSecret(random: &random))
        let value = try WebhookSignature.value(id: "m", seconds: 5, body: body, secrets: [next, old])
        #expect(value.split(separator: " ").count == 2)
        for one in [old, next] {
            #expect(
                WebhookSignature.verify(
                    value, id: "m", timestamp: "5", body: body, secrets: [one], now: 5))
        }
    }

    @Test("a secret has 24 to 64 bytes, reads back, and is never printed")
    func secrets() throws {
        var random = SystemRandomNumberGenerator()
        let made = WebhookSecret(random: &random)
        #expect(WebhookSecret(made.revealed)?.bytes == made.bytes)
        #expect("\(made)" == "webhook secret")
        #expect(WebhookSecret("whsec_eHh4") == nil)
        #expect(WebhookSecret("eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4") == nil)
        #expect(WebhookSecret("whsec_" + String(repeating: "eHh4", count: 22)) == nil)
    }
}
