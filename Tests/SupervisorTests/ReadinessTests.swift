import Foundation
import Supervisor
import Synchronization
import Testing

@Suite("Readiness")
struct ReadinessTests {
    func child(_ probe: ReadinessProbe, within: Duration = .seconds(30)) -> ChildSpec {
        var child = Supervised.shell("child", "exec sleep 1000")
        child.readiness = probe
        child.readyWithin = within
        return child
    }

    @Test("asks again until the answer is 200", .timeLimit(.minutes(1)))
    func http() async throws {
        let bad = "HTTP/1.1 503 Service Unavailable\r\n\r\n"
        let answerer = try Answerer([bad, "", "HTTP/1", "HTTP/1.1 200 OK\r\n\r\n"])
        let endpoint = ProbeEndpoint.tcp(address: "127.0.0.1", port: answerer.port)
        let (error, log) = try await Supervised.run([[child(.http(endpoint, path: "/readyz"))]])
        #expect(error == nil)
        #expect(log.events.filter { $0 == "child: ready" }.count == 1)
        #expect(answerer.answered.load(ordering: .relaxed) == 4)
    }

    @Test("a connection is enough where that is asked for", .timeLimit(.minutes(1)))
    func connects() async throws {
        let answerer = try Answerer([""])
        let endpoint = ProbeEndpoint.tcp(address: "127.0.0.1", port: answerer.port)
        let (error, _) = try await Supervised.run([[child(.connects(endpoint))]])
        #expect(error == nil)
    }

    @Test(
        "who never becomes ready is stopped, tried again and given up", .timeLimit(.minutes(1)),
        arguments: [
            ProbeEndpoint.unix(path: "/nowhere/socket"), .unix(path: String(repeating: "x", count: 200)),
            .tcp(address: "not an address", port: 1), .tcp(address: "::1", port: 1),
        ])
    func never(endpoint: ProbeEndpoint) async throws {
        let (error, log) = try await Supervised.run(
            [[child(.connects(endpoint), within: .milliseconds(20))]], whenReady: { _, _ in })
        #expect(error == .gaveUp(role: "child", reason: "was ended by signal 15"))
        #expect(log.events.filter { $0 == "child: asked to stop" }.count == 4)
    }
}
