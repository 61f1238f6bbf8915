import EventLoop
import ServiceTestKit
import TestKit
import Testing

@testable import ServiceKit

@Suite("A service's own work") struct OwnWorkTests {
    @Test("repeats, waits and blocks elsewhere, and ends with the service")
    func work() throws {
        let trust = try TestTrust()
        let notes = Notes()
        let plan = SampleService.plan(trust.settings()) { _, context, _ in
            context.every(.milliseconds(5)) { notes.add("tick") }
            context.start {
                let value = await context.blocking { 6 * 7 }
                notes.add("blocked \(value ?? 0)")
                while await context.pause(.seconds(3600)) {}
                notes.add("ended")
            }
            context.onEnd { notes.add("end") }
        }
        do {
            let service = try ServiceUnderTest(plan)
            #expect(notes.wait(for: "tick", times: 3))
            #expect(notes.wait(for: "blocked 42"))
            #expect(service.port > 0)
        }
        #expect(notes.wait(for: "end"))
        #expect(notes.wait(for: "ended"))
        let ticks = notes.count("tick")
        #expect(ticks == notes.count("tick"))
    }

    @Test("routes on the ops listener are the service's own")
    func opsRoutes() throws {
        let trust = try TestTrust()
        var plan = SampleService.plan(trust.settings())
        plan.opsRoutes = [OpsRoute("/v1/echo") { query in .text(query.first?.value ?? "nothing") }]
        let service = try ServiceUnderTest(plan)
        #expect(try service.ops("/v1/echo?to=a%2Bb").text == "a+b")
        #expect(try service.ops("/livez").text == "ok\n")
        #expect(try service.ops("/v1/other").status == 404)
    }
}
