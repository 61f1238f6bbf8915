import Testing
import WaitingRoom

@Suite("RoutePattern")
struct RoutePatternTests {
    @Test(
        "says what is wrong with a path",
        arguments: [
            ("book", RoutePatternError.pathNotAbsolute("book")), ("", .pathNotAbsolute("")),
            ("/a***", .tooManyStars("/a***")), ("/a//b", .badSegment("/a//b")),
            ("/a/../b", .badSegment("/a/../b")),
            ("/./b", .badSegment("/./b")), ("/a%zz", .badEscape("/a%zz")), ("/a%4", .badEscape("/a%4")),
            ("/a b", .badPathByte("/a b")), ("/a?b", .badPathByte("/a?b")), ("/a;b", .badPathByte("/a;b")),
            ("/a%2Fb", .badPathByte("/a%2Fb")), ("/%2e%2e", .badSegment("/%2e%2e")),
        ])
    func badPaths(path: String, error: RoutePatternError) {
        #expect(throws: error) { try RoutePattern(path: path) }
        #expect(!error.description.isEmpty)
    }

    @Test("bounds the length and what stands behind the first wildcard")
    func bounds() throws {
        let long = "/" + String(repeating: "a", count: 255)
        _ = try RoutePattern(path: long)
        #expect(throws: RoutePatternError.pathTooLong(long + "a")) { try RoutePattern(path: long + "a") }
        let tail = "/b/*" + String(repeating: "a", count: 59)
        _ = try RoutePattern(path: tail)
        #expect(throws: RoutePatternError.tooComplex(tail + "a")) { try RoutePattern(path: tail + "a") }
        #expect(
            RouteTableTests.match(
                RouteTable(rules: [RouteRule(matches: [try RoutePattern(path: tail)])]),
                "/b/xy" + String(repeating: "a", count: 59)) == .room(0))
    }

    @Test("says what is wrong with a host or a method")
    func badHosts() {
        for host in ["", "a b", "a:80", "*", "a.*.b", "*.", "a/b", "[::1]:80", "*.[::1]", "."] {
            #expect(throws: RoutePatternError.badHost(host)) { try RoutePattern(host: host) }
        }
        #expect(throws: RoutePatternError.unknownMethod("get")) {
            try RoutePattern(path: "/", methods: ["get"])
        }
        #expect(throws: RoutePatternError.empty) { try RoutePattern() }
    }

    @Test("reads escapes and a slash at the end as what they mean")
    func spelling() throws {
        #expect(try RoutePattern(path: "/%62ook/") == RoutePattern(path: "/book"))
        #expect(try RoutePattern(path: "/a/**/**/b") == RoutePattern(path: "/a/**/b"))
        #expect(try RoutePattern(host: "Example.COM.") == RoutePattern(host: "example.com"))
        let table = RouteTable(rules: [RouteRule(matches: [try RoutePattern(path: "/café/*")])])
        #expect(RouteTableTests.match(table, "/caf%C3%A9/x") == .room(0))
    }

    @Test("counts the patterns of a configuration")
    func count() throws {
        let pattern = try RoutePattern(path: "/a")
        let rule = RouteRule(matches: [pattern, pattern], excepts: [pattern])
        #expect(RouteTable.patternCount([rule, rule]) == 6)
    }
}
