import Bytes
import Glibc
import ServiceTestKit
import Telemetry
import TestKit
import Testing
import Tokens

@testable import Identity

@Suite("Identity's keys")
struct KeyCabinetTests {
    @Test("the next key is published before it signs, and made once a month")
    func rotation() throws {
        var template = Array("/tmp/sluice-keys-XXXXXX".utf8CString)
        let made = mkdtemp(&template) != nil
        #expect(made)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer {
            for name in ["k/identity/keyring", "k/identity", "k", "public/set.json", "public", ""] {
                remove("\(folder)/\(name)")
            }
        }
        let log = EventLog(role: "test", sink: TestLog(), threshold: .error, linesPerSecond: 100)
        let published = folder + "/public/set.json"
        let cabinet = try IdentityKeyCabinet(
            keys: folder + "/k", published: published, algorithm: .edDSA, log: log)
        let first = cabinet.current
        #expect(first.verificationKeys.count == 1)
        cabinet.tend(now: first.youngest + 29 * 86_400_000)
        #expect(cabinet.current.keySet == first.keySet)
        let month = first.youngest + 31 * 86_400_000
        cabinet.tend(now: month)
        let second = cabinet.current
        #expect(second.verificationKeys.count == 2)
        #expect(second.youngest >= month + 600_000)
        // Another process does the same at the same time: there is one new key, not two.
        let other = try IdentityKeyCabinet(
            keys: folder + "/k", published: published, algorithm: .edDSA, log: log)
        other.tend(now: month)
        #expect(other.current.keySet == second.keySet)
        let file = try #require(fopen(published, "r"))
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, 4096, file)
        bytes = Array(bytes[..<count])
        fclose(file)
        #expect(bytes == second.keySet)
        // Secrets in the database stay readable.
        #expect(second.guardKey(.password, "x") == first.guardKey(.password, "x"))
        #expect(second.guardKey(.password, "x") != first.guardKey(.secondFactor, "x"))
    }
}
