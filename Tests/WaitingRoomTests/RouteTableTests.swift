import Bytes
import TestKit
import Testing
import WaitingRoom

@Suite("RouteTable")
struct RouteTableTests {
    @Test("agrees with a naive matcher on random patterns and paths")
    func reference() throws {
        var random = SeededRandom(seed: 11)
        var hits = 0
        for _ in 0..<2_000 {
            let text = Self.randomPattern(&random)
            let table = RouteTable(rules: [RouteRule(matches: [try RoutePattern(path: text)])])
            for _ in 0..<8 {
                let path = Self.randomPath(&random)
                let expected = ReferenceGlob.matches(text, path)
                if expected { hits += 1 }
                let found = Self.match(table, path)
                #expect(found == (expected ? .room(0) : .unmatched), "\(text) on \(path)")
                let exception = RouteTable(rules: [
                    RouteRule(
                        matches: [try RoutePattern(path: "/**")], excepts: [try RoutePattern(path: text)])
                ])
                #expect(Self.match(exception, path) == (expected ? .exempt(room: 0) : .room(0)))
            }
        }
        #expect(hits > 1_000)
    }

    @Test("lets the longest match win, a host over none, methods over none, then the order")
    func longestWins() throws {
        let table = RouteTable(rules: [
            RouteRule(matches: [try RoutePattern(path: "/**")]),
            RouteRule(matches: [try RoutePattern(path: "/book/**")]),
            RouteRule(matches: [try RoutePattern(path: "/book/*/pay"), try RoutePattern(path: "/book/**")]),
            RouteRule(matches: [try RoutePattern(host: "a.example", path: "/book/**")]),
            RouteRule(matches: [try RoutePattern(path: "/book/**", methods: ["POST"])]),
            RouteRule(matches: [try RoutePattern(path: "/book")]),
            RouteRule(matches: [try RoutePattern(host: "*.example", path: "/book/**")]),
        ])
        #expect(Self.match(table, "/") == .room(0))
        #expect(Self.match(table, "/bookshop") == .room(0))
        #expect(Self.match(table, "/book/1") == .room(1))
        #expect(Self.match(table, "/book/1/pay") == .room(2))
        #expect(Self.match(table, "/book/1/2/pay") == .room(1))
        #expect(Self.match(table, "/book/1", host: "A.example:8080") == .room(3))
        #expect(Self.match(table, "/book/1", host: "b.example") == .room(6))
        #expect(Self.match(table, "/book/1", host: "example") == .room(1))
        #expect(Self.match(table, "/book/1", method: "POST") == .room(4))
        #expect(Self.match(table, "/book") == .room(5))
        #expect(Self.match(table, "/book/") == .room(5))
    }

    @Test("never queues an exception of the winning room, and no other room takes it")
    func exceptions() throws {
        let table = RouteTable(rules: [
            RouteRule(
                matches: [try RoutePattern(path: "/shop/**")],
                excepts: [
                    try RoutePattern(path: "/shop/assets/**"),
                    try RoutePattern(path: "/shop/hook", methods: ["POST"]),
                ]),
            RouteRule(
                matches: [try RoutePattern(path: "/**")], excepts: [try RoutePattern(path: "/shop/**")]),
        ])
        #expect(Self.match(table, "/shop/assets/a.css?v=1") == .exempt(room: 0))
        #expect(Self.match(table, "/shop/assets") == .exempt(room: 0))
        #expect(Self.match(table, "/shop/assetsx") == .room(0))
        #expect(Self.match(table, "/shop/ASSETS/a.css") == .room(0))
        #expect(Self.match(table, "/shop/hook", method: "POST") == .exempt(room: 0))
        #expect(Self.match(table, "/shop/hook", method: "post") == .room(0))
        #expect(Self.match(table, "/other") == .room(1))
    }

    @Test("treats a method that nobody knows as protected and GET as HEAD too")
    func methods() throws {
        let table = RouteTable(rules: [RouteRule(matches: [try RoutePattern(path: "/b", methods: ["GET"])])])
        #expect(Self.match(table, "/b", method: "GET") == .room(0))
        #expect(Self.match(table, "/b", method: "HEAD") == .room(0))
        #expect(Self.match(table, "/b", method: "get") == .room(0))
        #expect(Self.match(table, "/b", method: "FETCH") == .room(0))
        #expect(Self.match(table, "/b", method: "POST") == .unmatched)
    }

    @Test(
        "cannot be walked around by another spelling of a protected path",
        arguments: [
            "/%62ook/seat", "//book/seat", "/book//seat", "/BOOK/seat", "/book%2Fseat", "/book%2fseat",
            "/%2562ook/seat",
            "/%252562ook/seat", "/book;x=1/seat", "/;/book/seat", "/book\\seat", "\\book/seat",
            "/book%5Cseat",
            "/a/../book/seat", "/a/%2e%2e/book/seat", "/./book/seat", "/a/..;/book/seat",
            "/a%2F..%2Fbook/seat",
            "/%2e/book/seat", "/a/.%2e/book/seat", "/x/%252e%252e/book/seat", "/%25%36%32ook/seat",
            "/%2%35ook/seat",
            "/%c0%afbook/seat", "/book%00/seat", "/%zzbook/seat", "/book/seat/", "//evil/book/seat",
            "/%2Fevil/book/seat",
            "/book%3Bx/seat", "/%42OOK/seat", "/book/seat%", "/%62ook%2Fseat", "/book\u{1}/seat", "/a/..",
            "/..",
            "book/seat", "", "?", "/b%6Fok/./seat", "/%E0%80%AFbook", "/assets/..%2Fbook/seat", "/book%3Fx",
            "/book%23x",
            "//assets/book/seat",
            "/assets/../book/seat", "/assets%2F..%5cbook/seat", "/assets/;/../book/seat",
        ])
    func spellings(path: String) throws {
        let table = RouteTable(rules: [
            RouteRule(
                matches: [try RoutePattern(path: "/book/**"), try RoutePattern(path: "/evil/book/**")],
                excepts: []),
            RouteRule(
                matches: [try RoutePattern(path: "/assets/**")],
                excepts: [try RoutePattern(path: "/assets/**")]),
        ])
        let found = Self.match(table, path)
        #expect(found == .room(0) || found == .malformed, "\(path)")
    }

    @Test("cannot be walked around by any mixture of spellings")
    func randomSpellings() throws {
        var random = SeededRandom(seed: 12)
        let table = RouteTable(rules: [
            RouteRule(matches: [try RoutePattern(path: "/book/*/seat")]),
            RouteRule(
                matches: [try RoutePattern(path: "/open/**")], excepts: [try RoutePattern(path: "/open/**")]),
        ])
        var rooms = 0
        for _ in 0..<20_000 {
            let found = Self.match(table, Self.disguise("/book/17/seat", &random))
            if found == .room(0) { rooms += 1 }
            #expect(found == .room(0) || found == .malformed)
        }
        #expect(rooms > 10_000)
    }

    @Test(
        "leaves honest spellings alone",
        arguments: [
            "/assets/caf%C3%A9.png", "/assets/100%25.txt", "/assets/a%20b", "/assets/a%2Fb", "/assets/a;v=1",
            "/assets/é",
            "/assets//x", "/assets/.well-known/x", "/assets/...", "/assets/a..b", "/assets/https%3A%2F%2Fx",
            "/assets/",
            "/assets/https%253A%252F%252Fx", "/assets/%25%C3%A9", "/assets/what%3F", "/assets/x?/../book=%zz",
        ])
    func honest(path: String) throws {
        let table = RouteTable(rules: [
            RouteRule(
                matches: [try RoutePattern(path: "/**")], excepts: [try RoutePattern(path: "/assets/**")])
        ])
        #expect(Self.match(table, path) == .exempt(room: 0))
    }

    @Test("reads hosts without port, case and a dot at the end, and refuses what is no host")
    func hosts() throws {
        let table = RouteTable(rules: [
            RouteRule(matches: [try RoutePattern(host: "Shop.Example"), try RoutePattern(host: "[::1]")])
        ])
        for host in [
            "shop.example", "SHOP.EXAMPLE.", "shop.example:443", "shop.example.:80", "[::1]", "[::1]:80",
        ] {
            #expect(Self.match(table, "/", host: host) == .room(0), "\(host)")
        }
        for host in ["", "xshop.example", "shop.example.evil", "example", "shop.example:"] {
            let expected: RouteMatch = host == "shop.example:" ? .room(0) : .unmatched
            #expect(Self.match(table, "/", host: host) == expected, "\(host)")
        }
        for host in [
            "shop.example/x", "a@shop.example", "a b", "shop.example:80x", "[::1", "x:1:2", "é", "[::1]x",
        ] {
            let found = Self.match(table, "/", host: host)
            #expect(found == .malformed || host == "[::1" && found == .unmatched, "\(host)")
        }
    }

    @Test("takes a time linear in a hostile path")
    func hostilePath() throws {
        let table = RouteTable(rules: [
            RouteRule(matches: [
                try RoutePattern(path: "/**a*a*a*a*a*a*a*a*a**a*b"),
                try RoutePattern(path: "/**/a/**/a/**/b"),
            ])
        ])
        let clock = ContinuousClock()
        func time(_ unit: String, _ count: Int) -> Duration {
            let bytes = Array(("/" + String(repeating: unit, count: count)).utf8)
            let get = Array("GET".utf8)
            let nothing: [UInt8] = []
            return (0..<5).map { _ in
                clock.measure {
                    let found = table.match(
                        method: get.span.bytes, host: nothing.span.bytes, path: bytes.span.bytes)
                    #expect(found == .unmatched || unit.hasPrefix("%25"))
                }
            }.min() ?? .zero
        }
        for unit in ["a", "/a", "%61", "%25", "%2525", "//", "/;"] {
            let short = time(unit, 500)
            let long = time(unit, 8_000)
            #expect(long < short * 16 * 8 + .milliseconds(50), "\(unit): \(short), \(long)")
        }
    }

    // MARK: Helpers

    static func match(
        _ table: RouteTable, _ path: String, host: String = "x.test", method: String = "GET"
    ) -> RouteMatch {
        let (path, host, method) = (Array(path.utf8), Array(host.utf8), Array(method.utf8))
        return table.match(method: method.span.bytes, host: host.span.bytes, path: path.span.bytes)
    }

    static func randomPattern(_ random: inout SeededRandom) -> String {
        let segments = ["a", "b", "ab", "*", "**", "a*", "*b", "a*b*a", "**b", "a**", "a**b", "*a**"]
        return (0..<Int.random(in: 1...4, using: &random)).reduce("") { text, _ in
            text + "/" + (segments.randomElement(using: &random) ?? "a")
        }
    }

    static func randomPath(_ random: inout SeededRandom) -> String {
        let segments = ["a", "b", "ab", "ba", "aab", "abba", "c", "aba"]
        return (0..<Int.random(in: 1...5, using: &random)).reduce("") { text, _ in
            text + "/" + (segments.randomElement(using: &random) ?? "a")
        }
    }

    static func disguise(_ path: String, _ random: inout SeededRandom) -> String {
        var text = ""
        for character in path {
            guard let byte = character.asciiValue else { continue }
            let hex = String(byte, radix: 16, uppercase: Bool.random(using: &random))
            let slashes = ["/", "/", "//", "/;/", ";p=1/", "\\", "%2F", "%5c", "/./", "%252F", "/%2e/"]
            switch Int.random(in: 0..<8, using: &random) {
            case 0: text += "%" + hex
            case 1: text += "%25" + hex
            case 2: text += character.uppercased()
            case 3 where character == "/" && !text.isEmpty:
                text += slashes.randomElement(using: &random) ?? "/"
            default: text.append(character)
            }
        }
        return text.hasPrefix("/") ? text : "/" + text
    }
}
