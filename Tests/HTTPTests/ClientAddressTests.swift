import Bytes
import Glibc
import Testing

@testable import HTTP

@Suite("Client addresses")
struct ClientAddressTests {
    private func address(_ text: String) -> ClientAddress? {
        Array(text.utf8).withUnsafeBytes { ClientAddress($0.bytes) }
    }

    private func range(_ text: String) -> AddressRange? {
        Array(text.utf8).withUnsafeBytes { AddressRange($0.bytes) }
    }

    private func text(_ address: ClientAddress?) -> String? {
        guard let address else { return nil }
        var out = ByteBuffer()
        address.append(to: &out)
        return String(decoding: out.copyBytes(), as: UTF8.self)
    }

    @Test(
        "are read and written as RFC 5952 says",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::ffff:192.0.2.1", "192.0.2.1"),
            ("::FFFF:c000:201", "192.0.2.1"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
        ])
    func canonical(spelled: String, canonical: String) {
        #expect(text(address(spelled)) == canonical)
    }

    @Test(
        "are refused where they are none",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", "1.2.3.04", "a.b.c.d", ":",
            ":::", "1:2", "1::2::3",
            "12345::", "::g", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1%lo", "[::1]",
            "1:2:3:4:5:6:7:1.2.3.4", "1:",
            ":1", "::1.2.3", "1.2.3.4:80",
        ])
    func refused(spelled: String) {
        #expect(address(spelled) == nil)
    }

    @Test("agree with the C library on random texts")
    func agreesWithLibrary() {
        var random = SystemRandomNumberGenerator()
        let letters = Array(":::..0123f9aA ".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? 0
            }
            let spelled = String(decoding: bytes, as: UTF8.self)
            var six = in6_addr()
            var four = in_addr()
            let expected = inet_pton(AF_INET6, spelled, &six) == 1 || inet_pton(AF_INET, spelled, &four) == 1
            #expect((address(spelled) != nil) == expected, "\(spelled)")
        }
    }

    @Test(
        "are matched by networks",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("10.9.9.9/8", "::ffff:10.1.1.1", true), ("fd00::/8", "fdff::1", true),
            ("fd00::/8", "fe80::1", false),
            ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.6", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true),
            ("2001:db8::/65", "2001:db8::1", true),
            ("2001:db8::/65", "2001:db8:0:0:8000::", false), ("::1", "::1", true), ("::1/127", "::2", false),
        ])
    func matches(network: String, member: String, inside: Bool) throws {
        let network = try #require(range(network))
        let member = try #require(address(member))
        #expect(network.contains(member) == inside)
    }

    @Test("refuse bad networks and give the keys of limits")
    func networks() {
        for bad in ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "/8", "x/8"] {
            #expect(range(bad) == nil)
        }
        #expect(address("2001:db8:1:2:3:4:5:6")?.limitKey == address("2001:db8:1:2::"))
        #expect(address("192.0.2.7")?.limitKey == address("192.0.2.7"))
        #expect(address("127.0.0.9")?.isLoopback == true && address("::1")?.isLoopback == true)
    }

    @Test(
        "are found behind trusted proxies, read from the right",
        arguments: [
            ("198.51.100.7", "1.2.3.4", "198.51.100.7"), ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
            ("10.0.0.1", "6.6.6.6, 1.2.3.4 ,10.0.0.2", "1.2.3.4"),
            ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
            ("10.0.0.1", "1.2.3.4:555", "1.2.3.4"), ("10.0.0.1", "[2001:db8::1]:80", "2001:db8::1"),
            ("10.0.0.1", "1.2.3.4, unknown", "10.0.0.1"), ("10.0.0.1", "1.2.3.4, , 10.0.0.2", "10.0.0.2"),
            ("10.0.0.1", "", "10.0.0.1"),
        ])
    func chain(peer: String, forwarded: String, client: String) throws {
        let trusted = [try #require(range("10.0.0.0/8"))]
        let (_, head) = Heads.parse("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: \(forwarded)\r\n\r\n")
        let found = ForwardedChain.client(of: head, peer: try #require(address(peer)), trusted: trusted)
        #expect(text(found) == client)
    }

    @Test("join several X-Forwarded-For fields in order")
    func severalFields() throws {
        let trusted = [try #require(range("10.0.0.0/8"))]
        let (_, head) = Heads.parse(
            "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6, 1.2.3.4\r\n"
                + "X-Forwarded-For: 10.0.0.2\r\n\r\n"
        )
        let found = ForwardedChain.client(of: head, peer: try #require(address("10.0.0.1")), trusted: trusted)
        #expect(text(found) == "1.2.3.4")
    }
}
