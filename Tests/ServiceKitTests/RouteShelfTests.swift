import TestKit
import Testing

@testable import ServiceKit

/// What a role tells of its routes: what the tests of the whole contract go by.
@Suite struct RouteShelfTests {
    @Test("the ops listener tells every route with what it needs, sorted, and its own routes")
    func table() throws {
        let router = ServiceRouter()
        router.post("/b", needs: [.user, .role("operator"), .idempotencyKey]) {
            (_, _) async throws(ServiceError) in .noContent
        }
        router.get("/a/{id}") { (_, _) async throws(ServiceError) in .noContent }
        let shelf = RouteShelf()
        shelf.put(router.lines)
        shelf.put(ops: [RouteLine("GET", "/livez")])
        let text = String(decoding: shelf.document.body, as: UTF8.self)
        #expect(
            text == #"{"ops":[{"method":"GET","needs":[],"path":"/livez"}],"routes":["#
                + #"{"method":"GET","needs":[],"path":"/a/{id}"},"#
                + #"{"method":"POST","needs":["user","role:operator","idempotency_key"],"path":"/b"}]}"#)
    }
}
