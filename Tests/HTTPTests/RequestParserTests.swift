import Bytes
import Testing

@testable import HTTP

@Suite("Request heads")
struct RequestParserTests {
    @Test("say what a browser asked")
    func browser() {
        let text =
            "GET /tickets?from=Dhaka&to=Sylhet HTTP/1.1\r\nHost: www.example.com:8080\r\n"
            + "User-Agent: Mozilla/5.0\r\nACCEPT: text/html\r\nX-Thing:\t a\tb \r\n"
            + "Empty:\r\nCookie: a=b\r\n\r\n"
        let (answer, head) = Heads.parse(text + "GET / HTTP/1.1\r\n")
        #expect(answer == .complete(byteCount: text.utf8.count))
        #expect(head.method == .get)
        #expect(head.string(head.methodRange) == "GET")
        #expect(head.string(head.pathRange) == "/tickets")
        #expect(head.queryRange.map(head.string) == "from=Dhaka&to=Sylhet")
        #expect(head.string(head.targetRange) == "/tickets?from=Dhaka&to=Sylhet")
        #expect(head.hostRange.map(head.string) == "www.example.com:8080")
        #expect(head.fieldCount == 6)
        #expect(head.firstValue(.accept).map(head.string) == "text/html")
        #expect(head.string(head.field(at: 3).value) == "a\tb")
        #expect(head.string(head.field(at: 4).value) == "")
        #expect(head.firstValue(.authorization) == nil)
        #expect(head.framing == .none)
        #expect(head.keepAlive)
    }

    @Test(
        "give the framing of the body",
        arguments: [
            ("Content-Length: 0", BodyFraming.length(0)),
            ("content-length: 123", .length(123)),
            ("Content-Length: 000000000000000007", .length(7)),
            ("Transfer-Encoding: chunked", .chunked),
            ("transfer-ENCODING: CHUNKED", .chunked),
            ("X: y", .none),
        ])
    func framing(field: String, framing: BodyFraming) {
        let (answer, head) = Heads.parse("POST / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n")
        guard case .complete = answer else { return #expect(Bool(false), "\(answer)") }
        #expect(head.framing == framing)
    }

    @Test(
        "tell whether the connection is kept",
        arguments: [
            ("HTTP/1.1", "X: y", true), ("HTTP/1.1", "Connection: close", false),
            ("HTTP/1.1", "Connection: Keep-Alive", true), ("HTTP/1.1", "Connection: foo, CLOSE ,bar", false),
            ("HTTP/1.0", "X: y", false), ("HTTP/1.0", "Connection: keep-alive", true),
            ("HTTP/1.0", "Connection: keep-alive, close", false), ("HTTP/1.1", "Connection: closed", true),
        ])
    func persistence(version: String, field: String, keeps: Bool) {
        let (_, head) = Heads.parse("GET / \(version)\r\nHost: a\r\n\(field)\r\n\r\n")
        #expect(head.keepAlive == keeps)
    }

    @Test("know the four forms of a target")
    func forms() {
        let text = "GET http://Example.com?q HTTP/1.1\r\nHost: example.COM\r\n\r\n"
        let (absolute, one) = Heads.parse(text)
        #expect(absolute == .complete(byteCount: text.utf8.count))
        #expect(one.targetForm == .absolute)
        #expect(one.string(one.pathRange) == "/")
        #expect(one.queryRange.map(one.string) == "q")
        let (_, two) = Heads.parse("GET https://[::1]:80/a/b HTTP/1.1\r\nHost: [::1]:80\r\n\r\n")
        #expect(two.string(two.pathRange) == "/a/b")
        let (_, three) = Heads.parse("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(three.targetForm == .asterisk)
        let (_, four) = Heads.parse("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n")
        #expect(four.targetForm == .authority)
        #expect(four.hostRange.map(four.string) == "a.example:443")
        let (old, five) = Heads.parse("GET http://a/x HTTP/1.0\r\n\r\n")
        #expect(old == .complete(byteCount: 27))
        #expect(five.hostRange.map(five.string) == "a")
        let (_, six) = Heads.parse("GET / HTTP/1.0\r\n\r\n")
        #expect(six.hostRange == nil)
    }

    @Test(
        "know which paths mean the same everywhere",
        arguments: [
            ("/", true), ("/a/b.html", true), ("/a..b", true), ("/%61", false), ("//a", false),
            ("/a//b", false),
            ("/a/../b", false), ("/a/.", false), ("/.git", false), ("/a/", true),
        ])
    func plainPaths(path: String, plain: Bool) {
        let (_, head) = Heads.parse("GET \(path)?x=%20/../ HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(head.pathIsPlain == plain)
    }

    @Test("know methods, expectations and upgrades")
    func methods() {
        for method in Method.allCases where method != .other && method != .connect {
            let (_, head) = Heads.parse("\(method.name) / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(head.method == method)
        }
        let (_, other) = Heads.parse("get / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(other.method == .other)
        #expect(other.string(other.methodRange) == "get")
        let (_, waiting) = Heads.parse("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n\r\n")
        #expect(waiting.expectsContinue)
        let (_, old) = Heads.parse("PUT / HTTP/1.0\r\nHost: a\r\nExpect: 100-Continue\r\n\r\n")
        #expect(!old.expectsContinue)
        let (_, socket) = Heads.parse(
            "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
        #expect(socket.wantsUpgrade)
        let (_, shy) = Heads.parse("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n")
        #expect(!shy.wantsUpgrade)
    }

    @Test("come out the same however the bytes are cut")
    func splits() {
        var random = SystemRandomNumberGenerator()
        let texts = [
            "\r\nGET /a?b HTTP/1.1\r\nHost: a\r\nCookie: x=y; z=1\r\nContent-Length: 4\r\n\r\nbody",
            "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
            "\r\n\r\nGET / HTTP/1.1\r\n\r\n", "\rX", "\n", "GET / HTTP/1.1\r\n x: y\r\n\r\n",
            "GET /" + String(repeating: "a", count: 300) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 600),
        ]
        let limits = HTTPLimits(headBytes: 512, requestLineBytes: 256)
        for text in texts {
            let bytes = Array(text.utf8)
            let whole = RequestHead()
            let expected = Heads.parse(bytes, limits: limits, into: whole)
            for round in 0..<200 {
                let cuts = round == 0 ? Array(0...bytes.count) : randomCuts(bytes.count, &random)
                let head = RequestHead()
                #expect(Heads.parseSplit(bytes, cuts: cuts, limits: limits, into: head) == expected)
                if case .complete = expected { #expect(Heads.describe(head) == Heads.describe(whole)) }
            }
        }
    }

    @Test("take no more memory once the largest has been seen")
    func memory() {
        let head = RequestHead()
        let fields = (0..<40).map { "X-Field-\($0): \($0)\r\n" }.joined()
        let large = Array("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n".utf8)
        let small = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        #expect(Heads.parse(large, into: head) == .complete(byteCount: large.count))
        let held = head.allocatedBytes
        for _ in 0..<100 {
            #expect(Heads.parse(small, into: head) == .complete(byteCount: small.count))
            #expect(Heads.parse(large, into: head) == .complete(byteCount: large.count))
        }
        #expect(head.allocatedBytes == held && held < 4_096)
        head.releaseMemory()
        #expect(head.allocatedBytes == 0 && head.fieldCount == 0)
    }

    private func randomCuts(_ count: Int, _ random: inout SystemRandomNumberGenerator) -> [Int] {
        (0..<4).map { _ in Int.random(in: 0...count, using: &random) }.sorted()
    }
}
