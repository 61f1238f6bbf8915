import Bytes
import Testing

@testable import HTTP

/// Parses a response head given as text, in one piece.
func parseResponse(_ text: String, to method: Method = .get) -> (ResponseResult, ResponseHead) {
    let head = ResponseHead()
    let answer = Array(text.utf8).withUnsafeBytes {
        ResponseParser.parse($0.bytes, scanned: 0, to: method, limits: HTTPLimits(), into: head)
    }
    return (answer, head)
}

/// One response and what delimits its body.
struct FramedResponse: Sendable {
    let method: Method
    let status: Int
    let field: String
    let framing: BodyFraming
    let keepAlive: Bool
}

@Suite("Response heads")
struct ResponseParserTests {
    @Test("say what an upstream answered")
    func plain() {
        let text = "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nServer: x\r\n\r\n"
        let (answer, head) = parseResponse(text + "abc")
        #expect(answer == .complete(byteCount: text.utf8.count))
        #expect(head.status == 404)
        #expect(head.string(head.reasonRange) == "Not Found")
        #expect(head.framing == .length(3))
        #expect(head.firstValue(.server).map(head.string) == "x")
        #expect(head.keepAlive && !head.isInterim)
    }

    @Test(
        "give the framing by method, status and fields",
        arguments: [
            FramedResponse(method: .get, status: 200, field: "X: y", framing: .untilClose, keepAlive: false),
            FramedResponse(method: .head, status: 200, field: "X: y", framing: .none, keepAlive: true),
            FramedResponse(
                method: .head, status: 200, field: "Content-Length: 5", framing: .none, keepAlive: true),
            FramedResponse(
                method: .get, status: 304, field: "Content-Length: 5", framing: .none, keepAlive: true),
            FramedResponse(method: .get, status: 204, field: "X: y", framing: .none, keepAlive: true),
            FramedResponse(
                method: .get, status: 204, field: "Content-Length: 0", framing: .none, keepAlive: true),
            FramedResponse(
                method: .get, status: 204, field: "Content-Length: 5", framing: .none, keepAlive: false),
            FramedResponse(method: .get, status: 103, field: "Link: x", framing: .none, keepAlive: true),
            FramedResponse(
                method: .get, status: 200, field: "Transfer-Encoding: chunked", framing: .chunked,
                keepAlive: true),
            FramedResponse(
                method: .get, status: 200, field: "Content-Length: 0\r\nConnection: close",
                framing: .length(0),
                keepAlive: false),
        ])
    func framing(case example: FramedResponse) {
        let (_, head) = parseResponse(
            "HTTP/1.1 \(example.status) \r\n\(example.field)\r\n\r\n", to: example.method)
        #expect(head.framing == example.framing)
        #expect(head.keepAlive == example.keepAlive)
    }

    @Test(
        "are refused where they are ambiguous",
        arguments: [
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                ResponseError.head(.lengthAndTransferEncoding)
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                .head(.repeatedContentLength)
            ),
            ("HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n", .head(.badContentLength)),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", .head(.unknownTransferCoding)),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", .head(.badTransferEncoding)),
            ("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .head(.transferEncodingOnOldVersion)),
            ("HTTP/1.1 200 OK\nX: y\r\n\r\n", .head(.bareLineFeed)),
            ("HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n", .head(.foldedField)),
            ("HTTP/1.1 200 O\rK\r\n\r\n", .head(.bareCarriageReturn)),
            ("HTTP/1.1 200 O\u{0}K\r\n\r\n", .badStatusLine),
            ("HTTP/1.1 101 Switching\r\n\r\n", .switchedProtocols),
            ("HTTP/2.0 200 OK\r\n\r\n", .unsupportedVersion), ("HTTP/1.1 099 OK\r\n\r\n", .badStatus),
            ("HTTP/1.1 600 OK\r\n\r\n", .badStatus), ("HTTP/1.1 20 OK\r\n\r\n", .badStatusLine),
            ("HTTP/1.1 2000 OK\r\n\r\n", .badStatusLine), ("HTTP/1.1  200 OK\r\n\r\n", .badStatusLine),
            ("ICY 200 OK\r\n\r\n", .badStatusLine), ("\r\nHTTP/1.1 200 OK\r\n\r\n", .badStatusLine),
            ("H\r\n\r\n", .badStatusLine),
        ])
    func refused(text: String, error: ResponseError) {
        #expect(parseResponse(text).0 == .failed(error))
    }

    @Test("may leave out the reason and its space")
    func bareStatus() {
        let (answer, head) = parseResponse("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n")
        #expect(answer == .complete(byteCount: 35))
        #expect(head.reasonRange.isEmpty)
    }
}
