import Bytes
import Testing

@testable import ServiceKit

@Suite("Route templates") struct RouteTemplateTests {
    @Test(
        "take the paths that they spell and no others",
        arguments: [
            ("/api/holds", "/api/holds", [String]()),
            ("/api/holds", "/api/holds/", nil),
            ("/api/holds", "/api/hold", nil),
            ("/api/holds/{id}", "/api/holds/7", ["7"]),
            ("/api/holds/{id}", "/api/holds/", nil),
            ("/api/holds/{id}", "/api/holds/7/extend", nil),
            ("/api/holds/{id}/extend", "/api/holds/7/extend", ["7"]),
            ("/api/tickets/{id}.pdf", "/api/tickets/a.b.pdf", ["a.b"]),
            ("/api/tickets/{id}.pdf", "/api/tickets/.pdf", nil),
            ("/", "/", []),
            ("/", "", nil),
            ("/{a}/{b}", "/x/y", ["x", "y"]),
        ] as [(String, String, [String]?)])
    func match(template: String, path: String, expected: [String]?) {
        let bytes = Array(path.utf8)
        let places = RouteTemplate(template).match(bytes.span.bytes)
        let found = places.map { $0.map { String(decoding: bytes[$0], as: UTF8.self) } }
        #expect(found == expected)
    }

    @Test("are asked in the order of how much they fix")
    func order() {
        let templates = ["/a/{id}", "/a/{id}.pdf", "/a/keys", "/{x}/keys"].map { RouteTemplate($0) }
        let sorted = templates.sorted { $0.precedes($1) }.map(\.text)
        #expect(sorted == ["/a/keys", "/a/{id}.pdf", "/a/{id}", "/{x}/keys"])
    }
}
