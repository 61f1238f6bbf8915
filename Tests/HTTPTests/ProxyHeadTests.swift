import Bytes
import Testing

@testable import HTTP

@Suite("Heads through the proxy")
struct ProxyHeadTests {
    private func upstream(_ text: String, trusted: Bool = false, host: String? = nil) -> [String] {
        let (answer, head) = Heads.parse(text)
        guard case .complete = answer else { return ["\(answer)"] }
        let rules = ForwardingRules(
            peer: ClientAddress(v4: 0xC000_0201), isTrusted: trusted, host: host.map { Array($0.utf8) },
            fallbackHost: Array("site".utf8))
        var out = ByteBuffer()
        ProxyHead.writeRequest(head, rules: rules, framing: head.framing, to: &out)
        HeadWriter.end(to: &out)
        let written = out.copyBytes()
        let again = RequestHead()
        #expect(Heads.parse(written, into: again) == .complete(byteCount: written.count))
        return String(decoding: written, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    private let forwarding = ["X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: http", "X-Forwarded-Host: a"]

    @Test("requests keep what is the site's and lose what is the connection's or ours")
    func request() {
        let lines = upstream(
            [
                "POST http://a/x?y HTTP/1.1", "Host: a", "Connection: keep-alive, X-Private", "x-private: 1",
                "Keep-Alive: 5", "TE: trailers", "Trailer: x", "Upgrade: h2c", "Proxy-Connection: close",
                "Proxy-Authorization: x", "Expect: 100-continue", "X-SLUICE-Session: forged",
                "X-Sluice-Admission: forged",
                "Sluice-Slip: s",
                "Sluice-Admission: t", "X_Sluice_Session: forged", "X-Request-Id: 1", "traceparent: 00-x",
                "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil",
                "Forwarded: for=x", "Authorization: Bearer b", "Content-Length: 4", "Accept:\t*/*", "\r\n",
            ].joined(separator: "\r\n"))
        #expect(
            lines == ["POST /x?y HTTP/1.1", "Host: a", "Authorization: Bearer b", "Accept:\t*/*"] + forwarding
                + ["Content-Length: 4"])
    }

    @Test("a trusted proxy's word is kept and added to")
    func trusted() {
        let lines = upstream(
            "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 10.0.0.2\r\n"
                + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: shop\r\nForwarded: for=x\r\n\r\n",
            trusted: true)
        #expect(
            lines == [
                "GET / HTTP/1.1", "Host: a", "Forwarded: for=x",
                "X-Forwarded-For: 1.2.3.4, 10.0.0.2, 192.0.2.1",
                "X-Forwarded-Proto: https", "X-Forwarded-Host: shop",
            ])
        let odd = upstream(
            "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: gopher\r\nX-Forwarded-Host: a b\r\n\r\n",
            trusted: true)
        #expect(odd == ["GET / HTTP/1.1", "Host: a"] + forwarding)
    }

    @Test(
        "our cookies stay here",
        arguments: [
            ("a=b; c=d", "Cookie: a=b; c=d"), ("__Host-sluice-q=x", nil), ("sluice-a=x;sluice-q=y", nil),
            ("a=b; __Host-sluice-a=x; c=d", "Cookie: a=b; c=d"), ("sluice-q=x; a=\"b\"", "Cookie: a=\"b\""),
            ("sluice-x=1", "Cookie: sluice-x=1"), ("asluice-q=1", "Cookie: asluice-q=1"),
            (" __Host-sluice-q =x;a=b=c", "Cookie: a=b=c"), ("sluice-q-demo=x; __Host-sluice-a-b-2=y", nil),
            ("sluice-qx=1; sluice-q-=2", "Cookie: sluice-qx=1"), ("sluice-=1", "Cookie: sluice-=1"),
            ("__Host-sluice-=1; sluice-s-a=2", "Cookie: __Host-sluice-=1"),
            ("__Host-sluice-u=1; sluice-u=2", "Cookie: __Host-sluice-u=1; sluice-u=2"),
            ("sluice-lang=bn; sluice=1", "Cookie: sluice-lang=bn; sluice=1"),
        ] as [(String, String?)])
    func cookies(sent: String, passed: String?) {
        let lines = upstream("GET / HTTP/1.1\r\nHost: a\r\nCookie: \(sent)\r\n\r\n")
        #expect(lines == ["GET / HTTP/1.1", "Host: a"] + (passed.map { [$0] } ?? []) + forwarding)
    }

    @Test("chunked bodies, other hosts, bare targets and HTTP/1.0 come out as HTTP/1.1")
    func variants() {
        #expect(
            upstream("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n")
                == ["PUT / HTTP/1.1", "Host: a"] + forwarding + ["Transfer-Encoding: chunked"])
        #expect(
            upstream("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", host: "b:1").prefix(2) == [
                "OPTIONS * HTTP/1.1", "Host: b:1",
            ])
        #expect(upstream("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n").first == "GET / HTTP/1.1")
        #expect(
            upstream("GET /?  HTTP/1.1\r\nHost: a\r\n\r\n").first == "failed(HTTP.RequestError.badVersion)")
        #expect(upstream("GET /? HTTP/1.0\r\n\r\n").prefix(2) == ["GET /? HTTP/1.1", "Host: site"])
    }

    private func downstream(
        _ text: String, to request: String = "GET / HTTP/1.1\r\nHost: a\r\n\r\n", closing: Bool = false
    ) -> ([String], ProxyHead.Downstream) {
        let (_, asked) = Heads.parse(request)
        let (_, response) = parseResponse(text, to: asked.method)
        var out = ByteBuffer()
        let result = Array("Date: now\r\n".utf8).withUnsafeBytes {
            ProxyHead.writeResponse(response, to: asked, closing: closing, dateLine: $0.bytes, into: &out)
        }
        return (
            String(decoding: out.copyBytes(), as: UTF8.self).split(separator: "\r\n").map(String.init), result
        )
    }

    @Test("responses lose what is the connection's, and the word that ends a session is reported")
    func response() {
        let (lines, result) = downstream(
            "HTTP/1.1 200 Fine\r\nConnection: close, x-hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\n"
                + "Sluice-Session: end\r\nContent-Length: 3\r\nSet-Cookie: a=b\r\n\r\n")
        #expect(lines == ["HTTP/1.1 200 Fine", "Set-Cookie: a=b", "Date: now", "Content-Length: 3"])
        #expect(result == ProxyHead.Downstream(framing: .length(3), keepAlive: true, endsSession: true))
    }

    @Test("bodies without a length are chunked, or end with the connection of an old client")
    func framing() {
        for text in [
            "HTTP/1.0 200 OK\r\nDate: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nDate: x\r\n\r\n",
        ] {
            let (lines, result) = downstream(text)
            #expect(lines == ["HTTP/1.1 200 OK", "Date: x", "Transfer-Encoding: chunked"])
            #expect(result.framing == .chunked && result.keepAlive && !result.endsSession)
            let (old, closing) = downstream(text, to: "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(old == ["HTTP/1.1 200 OK", "Date: x", "Connection: close"])
            #expect(closing.framing == .untilClose && !closing.keepAlive)
        }
    }

    @Test("answers to HEAD and 304 keep their length without a body")
    func announcedLength() {
        let (lines, result) = downstream(
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
            to: "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(lines == ["HTTP/1.1 200 OK", "Date: now", "Content-Length: 9", "Connection: keep-alive"])
        #expect(result.framing == .none && result.keepAlive)
        let (none, _) = downstream("HTTP/1.1 204 No\r\n\r\n", closing: true)
        #expect(none == ["HTTP/1.1 204 No", "Date: now", "Connection: close"])
    }
}
