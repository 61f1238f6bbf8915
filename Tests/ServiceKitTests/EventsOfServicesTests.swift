import EventLoop
import ServiceTestKit
import TestKit
import Testing

@testable import ServiceKit

@Suite("Events of a service") struct EventsOfServicesTests {
    @Test("reach everybody who listens, and only those who may")
    func events() throws {
        let trust = try TestTrust()
        let channel = Box<LoopBound<EventChannel>>()
        let opened = Notes()
        let plan = SampleService.plan(trust.settings()) { _, context, router in
            let events = EventChannel(context)
            events.greeting = {
                opened.add("opened")
                return ServerEvent("hello", name: "greeting").bytes
            }
            events.onEmpty = { opened.add("empty") }
            channel.value = LoopBound(events, on: context.reactor)
            router.events("/events", needs: [.admission]) { (_, _) throws(ServiceError) in events }
        }
        let service = try ServiceUnderTest(plan)
        let refused = try service.send("GET", "/events", admission: nil)
        #expect(refused.status == 403)

        let client = try RawClient(port: service.port)
        try client.send(
            ServiceUnderTest.request("GET", "/events", ["X-Sluice-Admission: \(trust.admission())"], nil))
        let head = try client.read(until: "\r\n\r\n")
        #expect(head.contains("text/event-stream"))
        #expect(try client.read(until: "data: hello\n\n").contains("event: greeting\n"))
        #expect(opened.wait(for: "opened"))
        channel.value?.send { $0.send(ServerEvent("line one\nline two", id: "7").bytes) }
        #expect(try client.read(until: "two\n\n").hasSuffix("id: 7\ndata: line one\ndata: line two\n\n"))
        channel.value?.send { $0.end() }
        #expect(client.isEnded())
    }

    @Test("cannot be made to carry lines of their own")
    func injection() {
        let event = ServerEvent("a\rdata: b", name: "n\nevent: m")
        #expect(String(decoding: event.bytes, as: UTF8.self) == "event: nevent: m\ndata: adata: b\n\n")
    }
}
