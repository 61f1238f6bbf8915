import ServiceKit
import TestKit
import Testing

@testable import Gateway

/// The table of the gateway's own routes is what checks of the contract go by, so it must be true.
@Suite struct ReservedRoutesTests {
    @Test("the table of routes and the requests agree, method by method")
    func table() async throws {
        let gateway = try await GatewayHarness()
        let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        for path in Set(ReservedPath.routes.map(\.path)) {
            let parts = path.split(separator: "{room}", omittingEmptySubsequences: false)
            let target = parts.joined(separator: "demo")
            for method in methods {
                let response = try gateway.visitor().send(method, target)
                let isListed = ReservedPath.routes.contains { $0.path == path && $0.method == method }
                #expect((response.status != 405) == isListed, "\(method) \(path): \(response.status)")
                #expect(response.status != 404, "\(method) \(path)")
            }
        }
        for path in ["/_sluice/", "/_sluice/v1/rooms/demo/other", "/_sluice/rooms/demo/other", "/_sluice"] {
            #expect(try gateway.visitor().get(path).status == 404)
        }
    }
}
