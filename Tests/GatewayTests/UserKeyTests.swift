import EventLoop
import Foundation
import Settings
import Telemetry
import Testing
import Tokens

@testable import Gateway

/// Identity's public keys, and who is known by them.
@Suite final class UserKeyTests {
    private let root = NSTemporaryDirectory() + "sluice-users-\(UUID().uuidString)"

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    private var file: PublicKeyFile { PublicKeyFile(path: root + "/public/identity.jwks.json") }

    private func ring() -> KeyRing {
        var random = SecureRandom()
        return KeyRing(now: 1000, random: &random)
    }

    private func publish(_ ring: KeyRing) throws {
        let keys = try GatewayKeys(ring, issuer: "x", audience: "y", algorithm: .edDSA)
        try file.publish(keys.keySet)
    }

    private func cabinet() -> UserKeyCabinet {
        UserKeyCabinet(
            LoginConfiguration(data: root), log: EventLog(role: "test", sink: GatewayHarness.Silence()))
    }

    private func reload(_ cabinet: UserKeyCabinet) -> Int {
        var taken = 0
        cabinet.reload { _ in taken += 1 }
        return taken
    }

    @Test("Keys are taken when they are there, again when they change, and kept when the file is broken")
    func reading() throws {
        let cabinet = cabinet()
        #expect(reload(cabinet) == 0 && cabinet.current == nil)
        try publish(ring())
        #expect(reload(cabinet) == 1 && cabinet.current != nil)
        #expect(reload(cabinet) == 0, "the same keys are no news")
        try publish(ring())
        #expect(reload(cabinet) == 1)
        try "{".write(toFile: file.path, atomically: true, encoding: .utf8)
        #expect(reload(cabinet) == 0 && cabinet.current != nil)
        try FileManager.default.removeItem(atPath: file.path)
        #expect(reload(cabinet) == 0 && cabinet.current != nil)
    }

    @Test("Unknown keys cause one reading in five seconds, and a wait of a second")
    func unknownKeys() throws {
        let cabinet = cabinet()
        var now = LoopInstant.now
        #expect(cabinet.unknownKey(now: now) == (true, true))
        now = now.advanced(by: .seconds(3))
        #expect(cabinet.unknownKey(now: now) == (false, true), "without any keys it is always worth to wait")
        try publish(ring())
        _ = reload(cabinet)
        #expect(cabinet.unknownKey(now: now) == (false, false))
        now = now.advanced(by: .milliseconds(2100))
        #expect(cabinet.unknownKey(now: now) == (true, true))
        #expect(cabinet.unknownKey(now: now.advanced(by: .milliseconds(900))) == (false, true))
        #expect(cabinet.unknownKey(now: now.advanced(by: .milliseconds(1100))) == (false, false))
        #expect(cabinet.unknownKey(now: now.advanced(by: .milliseconds(4900))) == (false, false))
    }

    @Test("Known users are found until their tokens expire, and the memory has a bound")
    func memory() {
        var users = KnownUsers(capacity: 4)
        func account(_ token: String, at now: Int64) -> String? {
            let bytes = Array(token.utf8)
            return users.account(of: bytes.span.bytes, now: now).map { String(decoding: $0, as: UTF8.self) }
        }
        func remember(_ token: String, until: Int64) {
            let bytes = Array(token.utf8)
            users.remember(bytes.span.bytes, account: Array("account of \(token)".utf8), until: until)
        }
        remember("a", until: 100)
        #expect(account("a", at: 99) == "account of a")
        #expect(account("a", at: 100) == nil)
        #expect(account("b", at: 0) == nil && account("", at: 0) == nil)
        // Who is asked for stays, whoever comes; who is not is forgotten after two generations.
        remember("idle", until: 100)
        for index in 0..<20 {
            #expect(account("a", at: 1) == "account of a", "\(index)")
            remember("t\(index)", until: 100)
        }
        #expect(account("idle", at: 1) == nil)
        #expect((0..<20).count { account("t\($0)", at: 1) != nil } <= 8)
        users.forgetAll()
        #expect(account("a", at: 1) == nil)
    }
}
