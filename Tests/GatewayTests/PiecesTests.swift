import Bytes
import HTTP
import Testing
import WaitingRoom

@testable import Gateway

/// The small rules of the gateway by themselves.
@Suite struct PiecesTests {
    private func reserved(_ path: String) -> String {
        let bytes = Array(path.utf8)
        guard let found = ReservedPath(bytes.span.bytes) else { return "site" }
        func name(_ room: Range<Int>) -> String { String(decoding: bytes[room], as: UTF8.self) }
        switch found {
        case .page(let room): return "page \(name(room))"
        case .joinForm(let room): return "join \(name(room))"
        case .leaveForm(let room): return "leave \(name(room))"
        case .serving(let room): return "serving \(name(room))"
        case .places(let room): return "places \(name(room))"
        case .place(let room): return "place \(name(room))"
        case .events(let room): return "events \(name(room))"
        case .admission(let room): return "admission \(name(room))"
        case .keys: return "keys"
        case .unknown: return "unknown"
        }
    }

    @Test(
        "Reserved paths are told from the site's",
        arguments: [
            ("/_sluice/rooms/a", "page a"), ("/_sluice/rooms/a/join", "join a"),
            ("/_sluice/rooms/a/leave", "leave a"),
            ("/_sluice/v1/rooms/a-b", "serving a-b"), ("/_sluice/v1/rooms/a/place", "place a"),
            ("/_sluice/v1/rooms/a/places", "places a"), ("/_sluice/v1/rooms/a/events", "events a"),
            ("/_sluice/v1/rooms/a/admission", "admission a"), ("/.well-known/jwks.json", "keys"),
            ("/_sluice", "unknown"), ("/_sluice/", "unknown"), ("/_sluice/rooms/", "unknown"),
            ("/_sluice/v1/rooms/", "unknown"), ("/_sluice/v1/rooms//place", "unknown"),
            ("/_sluice/v1/rooms/a/", "unknown"), ("/_sluice/v1/rooms/a/place/", "unknown"),
            ("/_sluicer", "site"),
            ("/", "site"), ("", "site"), ("*", "site"), ("/x/_sluice/rooms/a", "site"),
            ("/.well-known/jwks.json/", "site"),
        ])
    func reservedPaths(_ path: String, _ meaning: String) {
        #expect(reserved(path) == meaning)
    }

    @Test(
        "The first parameter of a name counts",
        arguments: [
            ("return=/a&return=/b", "/a"), ("x=1&return=/a%2Fb+c", "/a/b c"), ("xreturn=/a", nil),
            ("return", nil),
            ("return=", ""), ("&&return=x", "x"), ("", nil), ("return=%4", nil), ("return=%g0", nil),
            ("return=%ff", nil), ("return=\(String(repeating: "a", count: 65))", nil),
        ] as [(String, String?)])
    func queries(_ query: String, _ value: String?) {
        let bytes = Array(query.utf8)
        let found = QueryString.value(of: "return", in: bytes.span.bytes).flatMap {
            QueryString.decode(bytes.span.bytes.extracting($0), limit: 64)
        }
        #expect(found == value)
    }

    @Test("A way back is a path and a query of this host")
    func returnPaths() {
        for good in ["/", "/a/b?c=d&e=/f//g", "/a//b", "/?//"] { #expect(ReturnPath.isSafe(good), "\(good)") }
        for bad in [
            "", "a", "//a", "/\\a", "\\a", "/a\\b", "/a b", "/a\r\nb", "/\u{0}", "/é", "http://a",
            "/" + String(repeating: "a", count: 8192),
        ] { #expect(!ReturnPath.isSafe(bad), "\(bad)") }
    }

    private func head(_ fields: [String], _ line: String = "GET / HTTP/1.1") -> RequestHead {
        let head = RequestHead()
        let bytes = Array((([line, "Host: a"] + fields).joined(separator: "\r\n") + "\r\n\r\n").utf8)
        _ = RequestParser.parse(bytes.span.bytes, scanned: 0, limits: HTTPLimits(), into: head)
        return head
    }

    @Test("A browser that navigates wants a page; scripts, images and clients do not")
    func wantsPage() {
        #expect(head(["Accept: text/html,application/xhtml+xml"]).wantsPage)
        #expect(head(["Accept: */*;q=0.1, text/html"], "HEAD / HTTP/1.1").wantsPage)
        #expect(head(["Accept: text/html", "Sec-Fetch-Mode: navigate"]).wantsPage)
        #expect(!head(["Accept: text/html", "Sec-Fetch-Mode: cors"]).wantsPage)
        #expect(!head(["Accept: */*"]).wantsPage)
        #expect(!head([]).wantsPage)
        #expect(!head(["Accept: text/html"], "POST / HTTP/1.1").wantsPage)
        let form = ["Accept: text/html", "Sec-Fetch-Mode: navigate"]
        #expect(head(form + ["Sec-Fetch-Site: same-origin"], "POST / HTTP/1.1").wantsPage)
        #expect(!head(form + ["Sec-Fetch-Site: cross-site"], "POST / HTTP/1.1").wantsPage)
        #expect(!head(form, "POST / HTTP/1.1").wantsPage)
        #expect(!head(form + ["Sec-Fetch-Site: same-origin"], "PUT / HTTP/1.1").wantsPage)
    }

    @Test("The language is what was asked for, then what was kept, then what is accepted")
    func language() {
        #expect(head([]).language == .english)
        #expect(head(["Accept-Language: bn"]).language == .bangla)
        #expect(head(["Accept-Language: bn", "Cookie: sluice-lang=en"]).language == .english)
        #expect(head(["Cookie: sluice-lang=en"], "GET /?a=b&lang=bn HTTP/1.1").language == .bangla)
        #expect(head(["Cookie: sluice-lang=../../x", "Accept-Language: \u{0}"]).language == .english)
    }

    @Test("The door knows whom it has heard of lately, a bounded number")
    func door() {
        var door = DoorList()
        #expect(door.isEmpty)
        door.polledNobody()
        for place in (1...6000).reversed() { door.note(place, at: 0) }
        #expect(door.present(at: 0, limit: 10_000).count == DoorList.bound)
        #expect(door.present(at: 0, limit: 3) == [1001, 1002, 1003])
        door.note(5000, at: 1000)
        door.refresh(5001, at: 1000)
        door.refresh(7, at: 1000)
        #expect(door.present(at: DoorList.patience + 1, limit: 10) == [5000, 5001])
        door.remove(5000)
        #expect(door.present(at: DoorList.patience + 1, limit: 10) == [5001])
        #expect(door.present(at: 1000 + DoorList.patience + 1, limit: 10).isEmpty)
        #expect(door.isEmpty)
    }

    @Test(
        "Cookies over TLS are bound to the host; both forms keep scripts and other sites away",
        arguments: [
            (
                true, true, "__Host-sluice-q", "__Host-sluice-a-eid",
                "; Path=/; Secure; HttpOnly; SameSite=Lax"
            ),
            (
                true, false, "__Host-sluice-q-eid", "__Host-sluice-a",
                "; Path=/; Secure; HttpOnly; SameSite=Lax"
            ),
            (false, true, "sluice-q", "sluice-a-eid", "; Path=/; HttpOnly; SameSite=Lax"),
            (false, false, "sluice-q-eid", "sluice-a", "; Path=/; HttpOnly; SameSite=Lax"),
        ])
    func cookieNames(
        isSecure: Bool, isOnlyRoom: Bool, slip: String, otherAdmission: String, attributes: String
    ) throws {
        let room = try #require(RoomName("eid"))
        let names = CookieNames(room, isSecure: isSecure, isOnlyRoom: isOnlyRoom)
        #expect(names.slip.written == Array(slip.utf8))
        #expect(names.admission.other == Array(otherAdmission.utf8))
        #expect("\(names.attributes)" == attributes)
    }
}

extension DoorList {
    /// A poll of somebody who is not on the list changes nothing.
    fileprivate mutating func polledNobody() {
        refresh(1, at: 0)
    }
}
