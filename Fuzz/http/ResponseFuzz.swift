import Bytes
import HTTP

/// Response heads: the same answer in one piece and in two, and a proxied head that parses again.
enum ResponseFuzz {
    static func run(_ input: [UInt8], cut: Int) {
        let method: Method = cut % 5 == 0 ? .head : .get
        let whole = ResponseHead()
        let answer = parse(input, 0, method, whole)
        let pieces = ResponseHead()
        var second = parse(Array(input[..<cut]), 0, method, pieces)
        if case .needMore(let scanned) = second { second = parse(input, scanned, method, pieces) }
        precondition(answer == second, "cut at \(cut): \(answer) and \(second)")
        guard case .complete = answer, !whole.isInterim else { return }
        proxy(whole, method)
    }

    private static func parse(
        _ bytes: [UInt8], _ scanned: Int, _ method: Method, _ head: ResponseHead
    ) -> ResponseResult {
        bytes.withUnsafeBytes {
            ResponseParser.parse(
                $0.bytes, scanned: scanned, to: method, limits: HTTPLimits(headBytes: 2_048, fieldCount: 20),
                into: head)
        }
    }

    private static func proxy(_ head: ResponseHead, _ method: Method) {
        let request = RequestHead()
        let line = method == .head ? "HEAD" : "GET"
        let asked = Array("\(line) / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        _ = asked.withUnsafeBytes {
            RequestParser.parse($0.bytes, scanned: 0, limits: HTTPLimits(), into: request)
        }
        var out = ByteBuffer()
        var date = ByteBuffer()
        HTTPDate.appendLine(0, to: &date)
        let downstream = date.withReadable {
            ProxyHead.writeResponse(head, to: request, closing: false, dateLine: $0, into: &out)
        }
        HeadWriter.end(to: &out)
        let again = ResponseHead()
        let answer = out.withReadable {
            ResponseParser.parse(
                $0, scanned: 0, to: method, limits: HTTPLimits(headBytes: 8_192), into: again)
        }
        precondition(answer == .complete(byteCount: out.count), "proxied: \(answer)")
        precondition(
            again.framing == downstream.framing && again.status == head.status && !again.has(.sluiceSession))
    }
}
