import Bytes
import TestKit
import Testing

@testable import Tokens

@Suite("JSONCursor")
struct JSONCursorTests {
    static func isValid(_ text: String) -> Bool {
        var cursor = JSONCursor()
        let bytes = text.bytes
        return cursor.skipValue(in: bytes.span.bytes, depth: 0) && cursor.isAtEnd(of: bytes.span.bytes)
    }

    @Test(
        "walks over every kind of value",
        arguments: [
            "0", "-0", "1", "-12.5", "1e9", "1E+9", "0.5e-3", "true", "false", "null", #""""#,
            #""\"\\\/\b\f\n\r\t\u12aF""#,
            "[]", "[1,2]", " [ 1 , [ ] ] ", "{}", #"{"a":1,"b":{"a":[]}}"#, "\t{\r\n}", "\"é\"",
        ])
    func valid(text: String) {
        #expect(Self.isValid(text))
    }

    @Test(
        "refuses what RFC 8259 does not allow, members twice, and what goes too deep",
        arguments: [
            "", " ", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "tru", "True", "nul", "\"", "\"\\\"",
            "\"\\x\"",
            "\"\\u12g4\"", "\"\\u12\"", "\"\u{1}\"", "\"\n\"", "[", "[1", "[1,", "[,1]", "[1,]", "[1 2]", "]",
            "{", "{\"a\"",
            #"{"a":"#, #"{"a":1"#, #"{"a":1,"#, #"{"a":1,}"#, #"{a:1}"#, #"{"a" 1}"#, #"{"a":1 "b":2}"#,
            "{1:1}",
            #"{"a":1,"a":1}"#, #"{"\u0061":1}"#, "1 1", "[[[[[[[[1]]]]]]]]", "NaN", "Infinity", "// x", "'a'",
        ])
    func invalid(text: String) {
        #expect(!Self.isValid(text))
    }

    @Test("an object has 32 members at most")
    func members() {
        func object(_ count: Int) -> String {
            "{" + (0..<count).map { #""m\#($0)":\#($0)"# }.joined(separator: ",") + "}"
        }
        #expect(Self.isValid(object(32)))
        #expect(!Self.isValid(object(33)))
    }

    @Test("nonsense never traps")
    func nonsense() {
        let marks = Array(#"{}[]",:\u0123456789truefalsn eE+-."#.utf8)
        var random = SeededRandom(seed: 2)
        for _ in 0..<20_000 {
            let bytes = (0..<(random.next() % 24)).map { _ in marks[Int(random.next() % UInt64(marks.count))]
            }
            _ = Self.isValid(bytes.text)
        }
    }
}
