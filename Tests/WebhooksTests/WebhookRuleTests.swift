import EventLoop
import HTTP
import Testing
@testable import Webhooks

@Suite("The rules of webhooks")
struct WebhookRuleTests {
    @Test("ten tries over three days, later by up to a tenth, and as long as the receiver asks")
    func schedule() {
        #expect(WebhookSchedule.wait(afterTries: 0, random: 0) == .zero)
        #expect(WebhookSchedule.wait(afterTries: 1, random: 0) == .seconds(5))
        #expect(WebhookSchedule.wait(afterTries: 2, random: 1) == .seconds(330))
        #expect(WebhookSchedule.wait(afterTries: 9, random: 0) == .seconds(86_400))
        #expect(WebhookSchedule.wait(afterTries: 10, random: 0) == nil)
        #expect(WebhookSchedule.wait(afterTries: 1, retryAfter: .seconds(60), random: 0) == .seconds(60))
        #expect(WebhookSchedule.wait(afterTries: 4, retryAfter: .seconds(60), random: 0) == .seconds(7_200))
        #expect(
            WebhookSchedule.wait(afterTries: 1, retryAfter: .seconds(10_000_000), random: 0)
                == .seconds(86_400))
        for tries in 0..<10 {
            let least = WebhookSchedule.wait(afterTries: tries, random: 0)
            #expect(least == WebhookSchedule.waits[tries])
        }
    }

    @Test("only 2xx is success, 410 ends it, a redirect is a failure")
    func verdicts() {
        #expect(WebhookVerdict(status: 204) == .delivered)
        #expect(WebhookVerdict(status: 410) == .gone)
        #expect(WebhookVerdict(status: 302) == .later(after: nil))
        #expect(WebhookVerdict(status: 500, retryAfter: "9") == .later(after: nil))
        #expect(WebhookVerdict(status: 429, retryAfter: "9") == .later(after: .seconds(9)))
        #expect(WebhookVerdict(status: 503, retryAfter: "Fri, 1 Jan") == .later(after: nil))
        #expect(WebhookVerdict(status: 503, retryAfter: "-1") == .later(after: nil))
    }

    @Test(
        "no address of a private network, of the machine or of nobody is public",
        arguments: [
            "127.0.0.1:80", "10.1.2.3:80", "172.16.0.1:80", "172.31.255.255:80", "192.168.1.1:80",
            "169.254.169.254:80", "100.64.0.1:80", "0.0.0.0:80", "224.0.0.1:80", "255.255.255.255:80",
            "198.18.0.1:80", "[::1]:80", "[::]:80", "[fe80::1]:80", "[fc00::1]:80", "[fd12::1]:80",
            "[ff02::1]:80", "[::ffff:127.0.0.1]:80", "[::ffff:10.0.0.1]:80", "[64:ff9b::a00:1]:80",
            "[2001:db8::1]:80", "[2002:7f00:1::]:80", "unix:/run/x",
        ])
    func privateAddresses(_ text: String) throws {
        #expect(!PublicAddress.isPublic(try #require(SocketAddress(text))))
    }

    @Test(
        "addresses of the world are public",
        arguments: ["1.1.1.1:443", "172.32.0.1:80", "11.0.0.1:80", "[2606:4700::1111]:443"])
    func publicAddresses(_ text: String) throws {
        #expect(PublicAddress.isPublic(try #require(SocketAddress(text))))
    }

    @Test("an address is read with its port and target")
    func urls() throws {
        let plain = try #require(WebhookURL("http://hooks.example.org/in?x=1"))
        #expect(plain.host == "hooks.example.org" && plain.port == 80 && plain.target == "/in?x=1")
        #expect(plain.authority == "hooks.example.org" && !plain.isSecure)
        let secure = try #require(WebhookURL("https://[2001:db8::1]:8443"))
        #expect(secure.host == "2001:db8::1" && secure.port == 8_443 && secure.target == "/")
        #expect(secure.authority == "[2001:db8::1]:8443")
    }

    @Test(
        "what is not an address is refused",
        arguments: [
            "", "http://", "ftp://a/", "http:/a", "http://a b/", "http://user@a/", "http://a:0/",
            "http://a:99999/", "http://a/#x", "http://[::1/", "http://a\\b/", "//a/", "http://é/",
            "http://[x]/", "http://a:80:90/", "http://a/\r\nX: y",
        ])
    func noURLs(_ text: String) {
        #expect(WebhookURL(text) == nil)
    }

    @Test("an event is a structured CloudEvent, and too large a one is none")
    func cloudEvent() throws {
        var event = CloudEvent(
            id: "msg_1", source: "/payment", type: "org.example.payment.succeeded", subject: "p1",
            time: "2026-11-21T10:00:00Z", data: .object(["amount": .integer(100), "order": .string("o\"1")]))
        let text = String(decoding: try #require(event.body()), as: UTF8.self)
        let expected =
            #"{"specversion":"1.0","id":"msg_1","source":"/payment","#
            + #""type":"org.example.payment.succeeded","subject":"p1","time":"2026-11-21T10:00:00Z","#
            + #""datacontenttype":"application/json","data":{"amount":100,"order":"o\"1"}}"#
        #expect(text == expected)
        event.data = .string(String(repeating: "x", count: 21_000))
        #expect(event.body() == nil)
    }
}
