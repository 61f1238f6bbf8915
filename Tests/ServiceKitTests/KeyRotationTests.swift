import Glibc
import ServiceTestKit
import Settings
import TestKit
import Testing

@testable import ServiceKit

@Suite("A service that starts before its keys are there") struct KeyRotationTests {
    @Test("answers 503 until they are, and then reads them without a restart")
    func lateKeys() throws {
        let trust = try TestTrust()
        var settings = trust.settings()
        let path = "\(trust.folder)/late.json"
        settings.services?.admissionKeys = path
        let service = try ServiceUnderTest(SampleService.plan(settings))
        let early = try service.send("GET", "/inside", admission: trust.admission())
        #expect(early.status == 503)
        #expect(early.field("retry-after") != nil)
        #expect(link("\(trust.folder)/admission.jwks.json", path) == 0)
        defer { unlink(path) }
        // The first request after that finds them.
        #expect(try service.send("GET", "/inside", admission: trust.admission()).status == 200)
    }

    @Test("lets the first visitor wait while the gateway makes its keys")
    func keysInTheMaking() async throws {
        let trust = try TestTrust()
        var settings = trust.settings()
        let path = "\(trust.folder)/late.json"
        settings.services?.admissionKeys = path
        let service = try ServiceUnderTest(SampleService.plan(settings))
        let visitor = try RawClient(port: service.port)
        try visitor.send(
            ServiceUnderTest.request("GET", "/inside", ["X-Sluice-Admission: \(trust.admission())"], nil))
        // The second passes every loop's first reading: what was sent before it waits for the keys now.
        #expect(try service.send("GET", "/open").status == 200)
        #expect(link("\(trust.folder)/admission.jwks.json", path) == 0)
        defer { unlink(path) }
        #expect(try visitor.response().status == 200)
    }
}
