import ServiceTestKit
import TestKit
import Testing

@testable import ServiceKit

@Suite("Bodies of requests") struct ServiceBodiesTests {
    private let trust: TestTrust
    private let service: ServiceUnderTest

    init() throws {
        trust = try TestTrust()
        service = try ServiceUnderTest(SampleService.plan(trust.settings()))
    }

    @Test("JSON is read and written in snake_case, money as decimal strings")
    func roundTrip() throws {
        let json = #"{"trip":"t","seats":[{"seat_label":"KA-1","price":"12.5"}]}"#
        let response = try service.send("POST", "/seats", admission: nil, json: json)
        #expect(response.status == 201)
        #expect(response.text == #"{"seats":[{"price":"12.50","seat_label":"KA-1"}],"trip":"t"}"#)
    }

    @Test(
        "what is wrong with a body is said with its place",
        arguments: [
            (#"{"trip":"t"}"#, "#/seats"),
            (#"{"trip":7,"seats":[]}"#, "#/trip"),
            (#"{"trip":"t","seats":[{"seat_label":"x","price":"free"}]}"#, "#/seats/0/price"),
            (#"{"trip":"t","seats":[{"price":"1"}]}"#, "#/seats/0/seat_label"),
        ])
    func places(json: String, pointer: String) throws {
        let response = try service.send("POST", "/seats", admission: nil, json: json)
        #expect(response.status == 400)
        #expect(response.text.contains(#""pointer":"\#(pointer)""#), "\(response.text)")
    }

    @Test("what is no JSON, too large or of another kind is refused")
    func refusals() throws {
        #expect(try service.send("POST", "/seats", admission: nil, json: "{").status == 400)
        #expect(try service.send("POST", "/seats", admission: nil, json: "").status == 400)
        let large = "[" + String(repeating: "1,", count: 200) + "1]"
        #expect(try service.send("POST", "/seats", admission: nil, json: large).status == 413)
        let fields = ["Content-Type: text/plain"]
        #expect(try service.send("POST", "/seats", fields: fields, body: "{}").status == 415)
    }

    @Test("a connection goes on after a refusal that left no body behind")
    func keepAlive() throws {
        let client = try RawClient(port: service.port)
        for _ in 0..<3 {
            try client.send(
                ServiceUnderTest.request("POST", "/seats", ["Content-Type: application/json"], "{"))
            #expect(try client.response().status == 400)
        }
    }
}
