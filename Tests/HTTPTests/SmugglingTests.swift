import Bytes
import Testing

@testable import HTTP

/// One way to make two servers disagree about a request, or to break a careless one.
struct BadHead: Sendable, CustomTestStringConvertible {
    let text: String
    let error: RequestError

    init(_ text: String, _ error: RequestError) {
        self.text = text
        self.error = error
    }

    var testDescription: String { "\(error): \(text.debugDescription)" }

    /// A head with this one field after the host.
    static func field(_ field: String, _ error: RequestError) -> BadHead {
        BadHead("POST / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n", error)
    }

    static let lines: [BadHead] = [
        BadHead("GET\r\n\r\n", .badLine), BadHead("GET /\r\n\r\n", .badVersion),
        BadHead("GET  / HTTP/1.1\r\n\r\n", .badTarget),
        BadHead("GET /  HTTP/1.1\r\n\r\n", .badVersion), BadHead("GET / HTTP/1.1 \r\n\r\n", .badVersion),
        BadHead(" GET / HTTP/1.1\r\n\r\n", .badMethod), BadHead("G(T / HTTP/1.1\r\n\r\n", .badLine),
        BadHead("GET\t/ HTTP/1.1\r\n\r\n", .badLine), BadHead("GET /\tHTTP/1.1\r\n\r\n", .badTarget),
        BadHead("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badLine),
        BadHead("\nGET / HTTP/1.1\r\n\r\n", .bareLineFeed),
        BadHead("\rGET / HTTP/1.1\r\n\r\n", .bareCarriageReturn),
        BadHead("GET / HTTP/1.1\nHost: a\r\n\r\n", .bareLineFeed),
        BadHead("GET / HTTP/1.1\rHost: a\r\n\r\n", .bareCarriageReturn),
        BadHead("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", .bareCarriageReturn),
        BadHead("GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineFeed),
        BadHead("GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineFeed),
        BadHead("GET / http/1.1\r\nHost: a\r\n\r\n", .badVersion),
        BadHead("GET / HTTP/11\r\nHost: a\r\n\r\n", .badVersion),
        BadHead("GET / HTTP/1.10\r\nHost: a\r\n\r\n", .badVersion),
        BadHead("GET / HTTP/01.1\r\nHost: a\r\n\r\n", .badVersion),
        BadHead("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .unsupportedVersion),
        BadHead("GET / HTTP/1.2\r\nHost: a\r\n\r\n", .unsupportedVersion),
        BadHead("GET / HTTP/0.9\r\n\r\n", .unsupportedVersion),
        BadHead("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .badTarget),
        BadHead("\u{16}\u{3}\u{1}", .badMethod), BadHead("GET / HTTP/1.1\u{0}\r\n\r\n", .badVersion),
    ]

    static let targets: [BadHead] =
        [
            "a", "a/b", "/a#b", "/a\\b", "/\u{7F}", "/a\u{1}", "/é", "?a", "*", "http:/a", "http://",
            "http:///a", "ftp://a/",
            "http://u@a/", "http://u:p@a/", "http://a:b/", "http://a:/", "http://a:99999/", "http://[::1/",
            "http://a%41/",
            "httpx://a/", "ht\u{1}p://a/", "http\u{1A}//a/", "a:443", "/?a#", "/?\u{80}",
        ].map { BadHead("GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n", .badTarget) } + [
            BadHead("CONNECT /a HTTP/1.1\r\nHost: a\r\n\r\n", .badTarget),
            BadHead("CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n", .badTarget),
            BadHead("CONNECT a:443/x HTTP/1.1\r\nHost: a\r\n\r\n", .badTarget),
            BadHead("OPTIONS ** HTTP/1.1\r\nHost: a\r\n\r\n", .badTarget),
            BadHead("CONNECT * HTTP/1.1\r\nHost: a\r\n\r\n", .badTarget),
        ]

    static let fields: [BadHead] = [
        .field("X : y", .spaceBeforeColon), .field("X\t: y", .spaceBeforeColon),
        .field(" X: y", .foldedField),
        .field("A: b\r\n c", .foldedField), .field("A: b\r\n\tc", .foldedField), .field(": y", .badFieldName),
        .field("X", .badFieldName),
        .field("X(: y", .badFieldName), .field("Xé: y", .badFieldName), .field("X\u{0}: y", .badFieldName),
        .field("X\rY: z", .bareCarriageReturn),
        .field("X: a\u{0}b", .controlInValue), .field("X: a\u{7F}", .controlInValue),
        .field("X: a\u{B}b", .controlInValue),
        .field("X: a\rb", .bareCarriageReturn), .field("X: a\r", .bareCarriageReturn),
        .field("X: \u{8}", .controlInValue),
        .field("X: long value with a late \u{1} control", .controlInValue), .field("\u{1}: y", .badFieldName),
    ]

    static let framing: [BadHead] = [
        .field("Content-Length: 5\r\nTransfer-Encoding: chunked", .lengthAndTransferEncoding),
        .field("Transfer-Encoding: chunked\r\nContent-Length: 5", .lengthAndTransferEncoding),
        .field("Content-Length: 5\r\nContent-Length: 5", .repeatedContentLength),
        .field("Content-Length: 5\r\ncontent-length: 6", .repeatedContentLength),
        .field("Content-Length: 5, 5", .badContentLength), .field("Content-Length: +5", .badContentLength),
        .field("Content-Length: -5", .badContentLength), .field("Content-Length:", .badContentLength),
        .field("Content-Length: 0x5", .badContentLength), .field("Content-Length: 5 5", .badContentLength),
        .field("Content-Length: 1e3", .badContentLength),
        .field("Content-Length: 9223372036854775808", .badContentLength),
        .field("Content-Length: 18446744073709551621", .badContentLength),
        .field("Content-Length: 5;", .badContentLength),
        .field("Content-Length: \u{661}", .badContentLength),
        .field("Transfer-Encoding: identity", .badTransferEncoding),
        .field("Transfer-Encoding:", .badTransferEncoding),
        .field("Transfer-Encoding: xchunked", .badTransferEncoding),
        .field("Transfer-Encoding: chunked, gzip", .badTransferEncoding),
        .field("Transfer-Encoding: chunked, chunked", .badTransferEncoding),
        .field("Transfer-Encoding: chunked,", .badTransferEncoding),
        .field("Transfer-Encoding: , chunked", .badTransferEncoding),
        .field("Transfer-Encoding: chunked;q=1", .badTransferEncoding),
        .field("Transfer-Encoding: \"chunked\"", .badTransferEncoding),
        .field("Transfer-Encoding: gzip, chunked", .unknownTransferCoding),
        .field("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .badTransferEncoding),
        .field("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", .badTransferEncoding),
        .field("Transfer-Encoding: chun\tked", .badTransferEncoding),
        .field("Transfer-Encoding: chunked chunked", .badTransferEncoding),
        BadHead(
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
            .transferEncodingOnOldVersion),
        .field("Transfer-Encoding\t: chunked", .spaceBeforeColon),
        .field("Transfer-Encoding : chunked", .spaceBeforeColon),
        .field("X: y\r\n Transfer-Encoding: chunked", .foldedField),
        .field("Transfer-Encoding:\u{B}chunked", .controlInValue),
        .field("Expect: 200-ok", .unknownExpectation),
        .field("Connection: a" + String(repeating: ", a", count: 32), .tooManyFields),
    ]

    static let hosts: [BadHead] =
        [
            BadHead("GET / HTTP/1.1\r\n\r\n", .missingHost),
            BadHead("GET http://a/ HTTP/1.1\r\n\r\n", .missingHost),
            .field("Host: a", .severalHosts), .field("HOST: b", .severalHosts),
            BadHead("GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n", .hostMismatch),
            BadHead("GET http://a/ HTTP/1.1\r\nHost: a:80\r\n\r\n", .hostMismatch),
            BadHead("GET http://a/ HTTP/1.0\r\nHost: b\r\n\r\n", .hostMismatch),
            BadHead("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", .hostMismatch),
        ]
        + [
            "", "a b", "a/b", "u@a", "a:", "a:x", "a:-1", "a:65536", "a:000080", "[::1", "::1", "[g::]", "[]",
            "a,b", "a%41", "é", "a?b", "a#b",
            "[::1]x", "a\\b", "a:80:80", "\"a\"", "[v1.x]",
        ].map { BadHead("GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", .badHost) }
}

@Suite("The smuggling catalogue")
struct SmugglingTests {
    @Test("bad request lines are refused", arguments: BadHead.lines)
    func lines(bad: BadHead) { refuses(bad) }

    @Test("bad targets are refused", arguments: BadHead.targets)
    func targets(bad: BadHead) { refuses(bad) }

    @Test("bad fields are refused", arguments: BadHead.fields)
    func fields(bad: BadHead) { refuses(bad) }

    @Test("ambiguous framing is refused", arguments: BadHead.framing)
    func framing(bad: BadHead) { refuses(bad) }

    @Test("bad hosts are refused", arguments: BadHead.hosts)
    func hosts(bad: BadHead) { refuses(bad) }

    private func refuses(_ bad: BadHead) {
        let bytes = Array(bad.text.utf8)
        let head = RequestHead()
        #expect(Heads.parse(bytes, into: head) == .failed(bad.error))
        #expect(Heads.parseSplit(bytes, cuts: Array(0...bytes.count), into: head) == .failed(bad.error))
        #expect((400...599).contains(bad.error.status))
        // A refused head leaves nothing behind that would change the next.
        #expect(
            Heads.parse(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), into: head)
                == .complete(byteCount: 27))
    }

    @Test("heads over the limits are refused with the fitting status")
    func limits() {
        let limits = HTTPLimits(headBytes: 1_000, fieldCount: 3, requestLineBytes: 100)
        let long = String(repeating: "a", count: 100)
        #expect(
            Heads.parse("GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n", limits: limits).0 == .failed(.lineTooLong)
        )
        let fitting = String(repeating: "a", count: 86)
        #expect(
            Heads.parse("GET /\(fitting) HTTP/1.1\r\nHost: a\r\n\r\n", limits: limits).0
                == .complete(byteCount: 113))
        #expect(Heads.parse(String(repeating: "G", count: 1_000), limits: limits).0 == .failed(.lineTooLong))
        #expect(Heads.parse(String(repeating: "G", count: 999), limits: limits).0 == .needMore(scanned: 999))
        let fields = "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "A: b\r\n", count: 3) + "\r\n"
        #expect(Heads.parse(fields, limits: limits).0 == .failed(.tooManyFields))
        let large = "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "b", count: 1_000) + "\r\n\r\n"
        #expect(Heads.parse(large, limits: limits).0 == .failed(.headTooLarge))
        #expect(RequestError.lineTooLong.status == 414)
        #expect(RequestError.headTooLarge.status == 431 && RequestError.tooManyFields.status == 431)
        #expect(
            RequestError.unknownTransferCoding.status == 501 && RequestError.unsupportedVersion.status == 505)
    }
}
