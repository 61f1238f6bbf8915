import Foundation
import Supervisor
import Testing

@Suite("Merged logs")
struct LogTests {
    func cut(_ pieces: [String], longest: Int = 10) -> [String] {
        var cutter = LineCutter(longest: longest)
        var lines: [String] = []
        for piece in pieces {
            Array(piece.utf8).withUnsafeBytes { bytes in
                cutter.take(bytes) { lines.append(String(decoding: $0, as: UTF8.self)) }
            }
        }
        cutter.finish { lines.append(String(decoding: $0, as: UTF8.self)) }
        return lines
    }

    @Test("lines come out whole however the bytes are cut")
    func everyCut() {
        let text = "one\ntwo\r\n\nthree\n"
        for first in 0...text.utf8.count {
            let bytes = Array(text.utf8)
            let pieces = [bytes[..<first], bytes[first...]].map { String(decoding: $0, as: UTF8.self) }
            #expect(cut(pieces) == ["one", "two", "", "three"])
        }
    }

    @Test("an unfinished line comes out at the end")
    func unfinished() {
        #expect(cut(["a\nb"]) == ["a", "b"])
    }

    @Test("a line that is too long comes out once, cut, and the next one is whole")
    func tooLong() {
        #expect(cut(["0123456789\nx\n"]) == ["0123456789", "x"])
        #expect(cut(["0123456789A\nx\n"]) == ["0123456789…", "x"])
        #expect(cut(["01234", "56789", "AB", "CD\nx"]) == ["0123456789…", "x"])
        #expect(cut([String(repeating: "z", count: 1000)]) == ["zzzzzzzzzz…"])
    }

    func object(_ line: [UInt8]) throws -> [String: String] {
        #expect(line.last == 0x0A && !line.dropLast().contains(0x0A))
        return try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: String])
    }

    @Test("text becomes the message of a JSON line, whatever is in it")
    func text() throws {
        let wild = "a \"quoted\" \\ \t \u{1} \u{7F} বাংলা {\"x\":1}"
        let line = LogLine.relayed(Array(wild.utf8), role: "redis", format: .text, time: "T")
        #expect(try object(line) == ["time": "T", "level": "info", "role": "redis", "message": wild])
    }

    @Test("bytes that are not UTF-8 still make a valid line")
    func notUTF8() throws {
        let line = LogLine.relayed([0xFF, 0x41, 0xC0], role: "r", format: .text, time: "T")
        #expect(try object(line)["message"] == "\u{FFFD}A\u{FFFD}")
    }

    @Test("a JSON line gets the role in front; what is not JSON is wrapped")
    func json() throws {
        let line = LogLine.relayed(Array(#"{"a":"b"}"#.utf8), role: "gateway-1", format: .json, time: "T")
        #expect(try object(line) == ["role": "gateway-1", "a": "b"])
        let other = LogLine.relayed(Array("Fatal error: x".utf8), role: "gateway-1", format: .json, time: "T")
        #expect(try object(other)["message"] == "Fatal error: x")
    }
}
