import Bytes
import Foundation
import Testing

@testable import HTTP

@Suite("Heads and dates that we write")
struct HeadWriterTests {
    private func text(_ write: (inout ByteBuffer) -> Void) -> String {
        var out = ByteBuffer()
        write(&out)
        return String(decoding: out.copyBytes(), as: UTF8.self)
    }

    @Test("dates are those of the calendar")
    func dates() {
        #expect(text { HTTPDate.append(784_111_777, to: &$0) } == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(text { HTTPDate.append(-5, to: &$0) } == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(text { HTTPDate.append(.max, to: &$0) } == "Fri, 31 Dec 9999 23:59:59 GMT")
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let seconds = Int.random(in: 0...7_258_118_400, using: &random)
            let expected = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
            #expect(text { HTTPDate.append(seconds, to: &$0) } == expected)
        }
    }

    @Test("a head is written piece by piece and reads back")
    func head() {
        let written = text { out in
            var date = ByteBuffer()
            HTTPDate.appendLine(0, to: &date)
            date.withReadable { HeadWriter.begin(status: 429, dateLine: $0, persistence: .close, to: &out) }
            HeadWriter.field("Content-Type", Problem.contentType, to: &out)
            HeadWriter.field("Retry-After", decimal: 7, to: &out)
            Array("a\r\nSet-Cookie: x\u{0}".utf8).withUnsafeBytes {
                HeadWriter.field("X", value: $0.bytes, to: &out)
            }
            HeadWriter.contentLength(0, to: &out)
            HeadWriter.end(to: &out)
        }
        let (answer, head) = parseResponse(written)
        #expect(answer == .complete(byteCount: written.utf8.count))
        #expect(head.status == 429 && head.string(head.reasonRange) == "Too Many Requests")
        #expect(head.fieldCount == 6 && head.framing == .length(0) && !head.keepAlive)
        #expect(head.string(head.field(at: 4).value) == "a  Set-Cookie: x")
    }

    @Test("every status has a line")
    func statusLines() {
        for status in 100...599 where status != 101 {
            let (answer, head) = parseResponse(text { StatusLine.append(status, to: &$0) } + "\r\n")
            guard case .complete = answer else {
                Issue.record("\(status): \(answer)")
                continue
            }
            #expect(head.status == status)
        }
    }

    @Test("cookies are found in any of the fields")
    func cookies() {
        let (_, head) = Heads.parse(
            "GET / HTTP/1.1\r\nHost: a\r\nCookie: x; a=1;sluice-q = v=w ;b=\r\nCookie: c=3; a=2\r\n\r\n")
        #expect(head.cookie(named: "a").map(head.string) == "1")
        #expect(head.cookie(named: "sluice-q").map(head.string) == " v=w")
        #expect(head.cookie(named: "b").map(head.string) == "")
        for name in ["a", "sluice-q", "b", "c", "x", "A", "sluice-q-", ""] {
            let bytes = Array(name.utf8)
            let expected = ["a": "1", "sluice-q": " v=w", "b": "", "c": "3"][name]
            #expect(head.cookie(named: bytes.span.bytes).map(head.string) == expected, "\(name)")
        }
        #expect(head.cookie(named: "c").map(head.string) == "3")
        #expect(head.cookie(named: "x") == nil && head.cookie(named: "A") == nil)
        head.releaseMemory()
        #expect(head.allocatedBytes == 0 && head.cookie(named: "a") == nil)
    }

    @Test("ids and trace contexts are written and read as their standards say")
    func identifiers() throws {
        let id = RequestID(random: .max, 0)
        #expect(text { id.append(to: &$0) } == "ffffffff-ffff-4fff-8000-000000000000")
        #expect(text { id.appendHex(to: &$0) } == "ffffffffffff4fff8000000000000000")
        let sent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let trace = try #require(read(sent))
        #expect(trace.isSampled && text { trace.append(to: &$0) } == sent)
        #expect(read("01" + sent.dropFirst(2) + "-what") != nil)
        for bad in [
            "", "ff" + sent.dropFirst(2), sent + "-x", String(sent.dropLast()), sent.uppercased(),
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        ] {
            #expect(read(bad) == nil, "\(bad)")
        }
    }

    private func read(_ text: String) -> TraceContext? {
        Array(text.utf8).withUnsafeBytes { TraceContext($0.bytes) }
    }
}
