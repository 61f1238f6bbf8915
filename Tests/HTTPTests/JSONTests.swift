import Bytes
import Foundation
import Testing

@testable import HTTP

@Suite("JSON")
struct JSONTests {
    private func write(
        limit: Int = 65_536, safe: Bool = false, _ body: (inout JSONWriter) -> Void
    ) -> String? {
        var out = ByteBuffer()
        out.append("before")
        let complete = JSONWriter.write(into: &out, limit: limit, safeForScript: safe, body)
        let text = String(decoding: out.copyBytes(), as: UTF8.self)
        #expect(text.hasPrefix("before") && (complete || text == "before"))
        return complete ? String(text.dropFirst(6)) : nil
    }

    @Test("is written with commas in their places")
    func writes() {
        let text = write { json in
            json.beginObject()
            json.member("room", "demo")
            json.member("n", Int.min)
            json.member("none", nil)
            json.key("list")
            json.beginArray()
            json.integer(1)
            json.bool(false)
            json.null()
            json.beginObject()
            json.endObject()
            json.endArray()
            json.member("rate", units: -1_205, places: 2)
            json.member("small", units: 5, places: 3)
            json.member("ok", true)
            json.endObject()
        }
        let list = #"[1,false,null,{}]"#
        #expect(
            text == #"{"room":"demo","n":-9223372036854775808,"none":null,"list":\#(list),"rate":-12.05,"#
                + #""small":0.005,"ok":true}"#)
    }

    @Test("escapes what it must and stays readable for other readers")
    func escapes() throws {
        var random = SystemRandomNumberGenerator()
        let scalars: [Unicode.Scalar] = [
            "\"", "\\", "\n", "\u{0}", "\u{1F}", "<", "a", "é", "ট",
            "\u{2028}", "\u{2029}", "😀", "\u{7F}",
        ]
        for _ in 0..<500 {
            let string = String(
                String.UnicodeScalarView((0..<6).map { _ in scalars.randomElement(using: &random) ?? "a" }))
            let text = try #require(write(safe: .random(using: &random)) { $0.string(text: string) })
            let read = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            #expect(read as? String == string)
            #expect(try parse(text) == .string(string))
            #expect(!text.unicodeScalars.contains("\u{2028}") && !text.unicodeScalars.contains("\u{2029}"))
        }
        #expect(write(safe: true) { $0.string(text: "</script>&") } == #""\u003c/script\u003e\u0026""#)
        let broken: [UInt8] = [0x61, 0xFF, 0xE2, 0x80, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0x62]
        let text = write { json in broken.withUnsafeBytes { json.string($0.bytes) } }
        #expect(text?.hasPrefix(#""a\ufffd"#) == true && text?.hasSuffix(#"b""#) == true)
    }

    @Test("is written whole or not at all")
    func bounds() {
        #expect(write(limit: 10) { $0.string(text: "0123456") } == #""0123456""#)
        for length in [8, 9, 50] {
            #expect(write(limit: 10) { $0.string(text: String(repeating: "x", count: length)) } == nil)
        }
        #expect(write(limit: 10) { $0.string(text: "\u{1}\u{1}") } == nil)
        #expect(write { $0.beginObject() } == nil)
        #expect(write { $0.endArray() } == nil)
        #expect(write { _ in } == nil)
        #expect(write { json in for _ in 0..<33 { json.beginArray() } } == nil)
        #expect(
            write { json in
                for _ in 0..<32 { json.beginArray() }
                for _ in 0..<32 { json.endArray() }
            } != nil)
    }

    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        var out = ByteBuffer()
        out.append(string: text)
        return try out.withReadable { (bytes) throws(JSONError) -> JSONValue in try JSONReader.read(bytes) }
    }

    @Test("is read")
    func reads() throws {
        let value = try parse(
            #" {"a": [1, -2.5e1, true, null, "x\u0041\ud83d\ude00\n/\/"], "b": {}, "#
                + #""big": 18446744073709551616} "#
        )
        #expect(value["a"] == .array([.integer(1), .double(-25), .bool(true), .null, .string("xA😀\n//")]))
        #expect(value["b"] == .object([:]))
        #expect(value["big"] == .double(18_446_744_073_709_551_616))
        #expect(value["c"] == nil && value["b"]?.text == nil)
    }

    @Test(
        "is refused where it is malformed",
        arguments: [
            "", " ", "{", "}", "[1,]", "{,}", #"{"a":1,}"#, #"{"a"}"#, "{a:1}", "01", "1.", ".5", "+1", "-",
            "1e", "tru", "nulll",
            "[1 2]", #""a"#, "\"\u{1}\"", #""\x""#, #""\u12""#, #""\ud800""#, #""\ud800\u0041""#,
            #""\udc00""#, "1 2", "NaN",
            "[1]]", "'a'", "1e999", "//", "\u{FEFF}1",
        ])
    func refuses(text: String) {
        #expect(throws: JSONError.malformed) { try parse(text) }
    }

    @Test("is bounded in size, depth and names")
    func readerBounds() throws {
        _ = try parse(String(repeating: "[", count: 16) + String(repeating: "]", count: 16))
        #expect(throws: JSONError.tooDeep) { try parse(String(repeating: "[", count: 17)) }
        #expect(throws: JSONError.tooLarge) { try parse(String(repeating: " ", count: 16_385)) }
        #expect(throws: JSONError.repeatedName) { try parse(#"{"a":1,"\u0061":2}"#) }
        #expect(throws: JSONError.malformed) {
            try [UInt8]([0x22, 0xFF, 0x22]).withUnsafeBytes { try JSONReader.read($0.bytes) }
        }
    }

    @Test("problem documents have the common shape")
    func problems() throws {
        var out = ByteBuffer()
        let problem = Problem(
            .seatTaken, detail: "KA-14 \"was\" taken", requestID: RequestID(random: 0, 0),
            retryAfter: .milliseconds(1_500),
            errors: [.init(pointer: "#/seats/0", detail: "taken")])
        problem.write(into: &out)
        let value = try parse(String(decoding: out.copyBytes(), as: UTF8.self))
        #expect(value["type"]?.text == "https://sluice.example/problems/seat-taken")
        #expect(value["title"]?.text == "Seat is no longer available")
        #expect(value["status"]?.number == 409 && value["code"]?.text == "seat_taken")
        #expect(value["detail"]?.text == "KA-14 \"was\" taken" && value["retry_after"]?.number == 2)
        #expect(value["instance"]?.text == "urn:uuid:00000000-0000-4000-8000-000000000000")
        #expect(value["trace_id"]?.text == "00000000000040008000000000000000")
        #expect(
            value["errors"]
                == .array([.object(["pointer": .string("#/seats/0"), "detail": .string("taken")])]))

        out.removeAll()
        Problem(.overloaded, detail: String(repeating: "x", count: 20_000)).write(into: &out)
        let short = try parse(String(decoding: out.copyBytes(), as: UTF8.self))
        #expect(short["status"]?.number == 503 && short["retry_after"] == .null && short["detail"] == nil)
    }

    @Test("each problem code and each request error has its own words")
    func codes() {
        #expect(
            Set(ProblemCode.allCases.map { String(describing: $0.name) }).count == ProblemCode.allCases.count)
        #expect(
            Set(ProblemCode.allCases.map { String(describing: $0.type) }).count == ProblemCode.allCases.count)
        for error in RequestError.allCases { #expect(ProblemCode(error).status == error.status) }
    }
}
