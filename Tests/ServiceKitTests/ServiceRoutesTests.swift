import ServiceTestKit
import TestKit
import Testing

@testable import ServiceKit

@Suite("A service's routes") struct ServiceRoutesTests {
    private let trust: TestTrust
    private let service: ServiceUnderTest

    init() throws {
        trust = try TestTrust()
        service = try ServiceUnderTest(SampleService.plan(trust.settings()))
    }

    @Test("the more exact template answers, and parameters are decoded")
    func exactness() throws {
        #expect(try service.send(target: "/things/best").text == "best")
        #expect(try service.send(target: "/things/a%2Fb%20c").text == "thing a/b c")
        #expect(try service.send(target: "/things/7.pdf").text == "pdf 7")
        #expect(try service.send(target: "/things/%zz").status == 400)
        #expect(try service.send(target: "/things/%ff").status == 400)
    }

    @Test("what nobody serves is 404, and another method 405 with those that are allowed")
    func missing() throws {
        let missing = try service.send(target: "/nothing")
        #expect(missing.status == 404)
        #expect(missing.field("content-type") == "application/problem+json")
        let wrong = try service.send("PATCH", "/things/7")
        #expect(wrong.status == 405)
        #expect(wrong.field("allow") == "DELETE, GET, HEAD")
        #expect(try service.send("POST", "/open", body: "x").status == 405)
    }

    @Test("HEAD is answered like GET, without the body")
    func head() throws {
        let response = try service.send("HEAD", "/open")
        #expect(response.status == 200)
        #expect(response.field("content-length") == "4")
    }

    @Test("an error becomes a problem document that keeps its cause to itself")
    func problems() throws {
        let response = try service.send(target: "/teapot")
        #expect(response.status == 418)
        #expect(response.field("retry-after") == "2")
        #expect(response.text.contains(#""code":"tea_pot""#))
        #expect(response.text.contains(#""type":"https://sluice.example/problems/tea-pot""#))
        #expect(!response.text.contains("secret"))
        let bug = try service.send(target: "/bug")
        #expect(bug.status == 500)
        #expect(!bug.text.contains(".admission"))
        #expect(service.log.lines.contains { $0.contains("does not need .admission") })
    }

    @Test("the request's id is the gateway's where it is one")
    func requestIDs() throws {
        let id = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6"
        let given = try service.send("GET", "/teapot", fields: ["X-Request-Id: \(id)"])
        #expect(given.text.contains("urn:uuid:\(id)"))
        let strange = try service.send("GET", "/teapot", fields: ["X-Request-Id: <script>"])
        #expect(strange.text.contains("urn:uuid:"))
        #expect(!strange.text.contains("script"))
    }

    @Test("queries are decoded, and broken ones refused")
    func queries() throws {
        #expect(try service.send(target: "/query?from=%E0%A6%A2+x&from=2").text == "ঢ x")
        #expect(try service.send(target: "/query").text == "none")
        #expect(try service.send(target: "/query?from=%E0").status == 400)
    }

    @Test("requests are counted by their templates, never by their paths")
    func metrics() throws {
        _ = try service.send(target: "/things/secret-path")
        let text = try service.ops("/metrics").text
        #expect(text.contains(#"http_route="/things/{id}""#))
        #expect(!text.contains("secret-path"))
    }
}

extension ServiceUnderTest {
    fileprivate func send(target: String) throws -> RawResponse {
        try send("GET", target, fields: [])
    }
}
