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
        #expect(
            try object(line) == [
                "ts": "T", "level": "info", "role": "redis", "event": "output", "message": wild,
            ])
    }

    @Test("bytes that are not UTF-8 still make a valid line")
    func notUTF8() throws {
        let line = LogLine.relayed([0xFF, 0x41, 0xC0], role: "r", format: .text, time: "T")
        #expect(try object(line)["message"] == "\u{FFFD}A\u{FFFD}")
    }

    @Test(
        "a JSON line names its child once",
        arguments: [
            (#"{"a":"b"}"#, #"{"role":"gateway-1","a":"b"}"#),
            (#"{"ts":"T","role":"gateway-1","a":"b"}"#, #"{"ts":"T","role":"gateway-1","a":"b"}"#),
            (#"{"ts":"T","role":"gateway"}"#, #"{"child":"gateway-1","ts":"T","role":"gateway"}"#),
            (#"{"ts":"T","role":"gateway-12"}"#, #"{"child":"gateway-1","ts":"T","role":"gateway-12"}"#),
            // Text that looks like the member is escaped, so it is not taken for it.
            (#"{"a":"\"role\":\"gateway-1\""}"#, #"{"role":"gateway-1","a":"\"role\":\"gateway-1\""}"#),
        ])
    func json(line: String, relayed: String) throws {
        let bytes = LogLine.relayed(Array(line.utf8), role: "gateway-1", format: .json, time: "T")
        #expect(String(decoding: bytes, as: UTF8.self) == relayed + "\n")
        _ = try object(bytes)
    }

    @Test("what is not JSON is wrapped")
    func notJSON() throws {
        let other = LogLine.relayed(Array("Fatal error: x".utf8), role: "gateway-1", format: .json, time: "T")
        #expect(try object(other)["message"] == "Fatal error: x")
    }
}
