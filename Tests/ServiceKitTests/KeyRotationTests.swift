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
        // Reading is bounded to once a second, so the first tries may still find nothing.
        var status = 503
        for _ in 0..<100 where status != 200 {
            status = try service.send("GET", "/inside", admission: trust.admission()).status
            usleep(50_000)
        }
        #expect(status == 200)
    }
}
