import EventLoop
import HTTP
import ServiceTestKit
import TestKit
import Testing

@testable import ServiceKit

@Suite("Calls between services") struct ServiceClientTests {
    /// A service that passes every call on to the sample service, as the booking site does.
    private func plan(_ trust: TestTrust, to server: String) -> ServicePlan {
        SampleService.plan(trust.settings()) { loop, context, router in
            let client = ServiceClient(
                server, name: "sample", on: loop, resolver: context.resolver, timeout: .seconds(1))
            router.get("/passed/{path}", needs: [.admission, .optionalUser]) {
                (request, _) async throws(ServiceError) in
                let call = ServiceCall.get("/\(request[parameter: "path"])").onBehalf(of: request)
                let reply = try await client.send(call)
                return .text("\(reply.status) \(reply.problem?.code ?? "") \(reply.body.count)")
            }
        }
    }

    @Test("carry the visitor's tokens, and keep their connections")
    func forwarding() throws {
        let trust = try TestTrust()
        let inner = try ServiceUnderTest(SampleService.plan(trust.settings()))
        let outer = try ServiceUnderTest(plan(trust, to: inner.server))
        let send = { (path: String, user: String?) throws in
            try outer.send("GET", "/passed/\(path)", admission: trust.admission(), user: user).text
        }
        #expect(try send("inside", nil) == "200  22")
        #expect(try send("me", trust.user()) == "200  36")
        #expect(try send("me", nil).hasPrefix("401 unauthorized"))
        #expect(try send("nothing", nil).hasPrefix("404 not_found"))
    }

    @Test("say 503 where nobody listens and 504 where nobody answers")
    func failures() throws {
        let trust = try TestTrust()
        let silent = RawServer { client, _ in _ = try? client.readToEnd() }
        let refusing = RawServer(.refusal)
        let slow = try ServiceUnderTest(plan(trust, to: "127.0.0.1:\(silent.port)"))
        #expect(try slow.send("GET", "/passed/x", admission: trust.admission()).status == 504)
        let gone = try ServiceUnderTest(plan(trust, to: "127.0.0.1:\(refusing.port)"))
        let response = try gone.send("GET", "/passed/x", admission: trust.admission())
        #expect(response.status == 503)
        #expect(response.field("retry-after") != nil)
    }

    @Test("are sent again over a fresh connection when a kept one has died, if that is safe")
    func deadConnections() throws {
        let trust = try TestTrust()
        let server = RawServer { client, _ in
            // Each connection answers once and then dies at the next request.
            _ = try client.read(until: "\r\n\r\n")
            try client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            _ = try client.read(until: "\r\n\r\n")
        }
        let outer = try ServiceUnderTest(plan(trust, to: "127.0.0.1:\(server.port)"))
        for _ in 0..<3 {
            let answer = try outer.send("GET", "/passed/x", admission: trust.admission())
            #expect(answer.text == "200  2")
        }
    }
}
