import Bytes
import Foundation
import Settings
import Telemetry
import Testing
import Tokens

@testable import Gateway

/// The keys of a gateway and the file of its public ones.
@Suite final class KeyCabinetTests {
    private let root = NSTemporaryDirectory() + "sluice-cabinet-\(UUID().uuidString)"

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    private var settings: SluiceSettings { SluiceSettings(data: root) }
    private var path: String { root + "/public/admission.jwks.json" }

    private func cabinet() throws -> KeyCabinet {
        try KeyCabinet(settings, log: EventLog(role: "test", sink: GatewayHarness.Silence()))
    }

    private func published() throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func publishedKeys() throws -> [VerificationKey] {
        let text = try published()
        return try JSONWebKeySet.parse(text.span.bytes)
    }

    @Test("The public keys stand in the data folder from the start, and after a rotation the new ones too")
    func publishes() throws {
        let cabinet = try cabinet()
        #expect(try published() == cabinet.current.keySet)
        #expect(try publishedKeys().count == 1)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        _ = try KeyFolder(path: settings.keys + "/gateway").change { ring throws(KeyError) in
            var random = SecureRandom()
            try ring.rotateAdmissions(now: WallClock.milliseconds(), reload: .seconds(1), random: &random)
        }
        var taken = 0
        cabinet.reload { _ in taken += 1 }
        #expect(taken == 1)
        #expect(try published() == cabinet.current.keySet)
        #expect(try publishedKeys().count == 2)
        // What the gateway signs is verified with nothing but the file.
        let keys = try publishedKeys()
        var random = SecureRandom()
        let now = WallClock.milliseconds()
        let claims = AdmissionClaims(
            room: "demo", subject: "demo:1", session: SessionID(high: 1, low: 2), place: 1, epoch: 1, gen: 1,
            issuedAt: now, expiresAt: now + 60_000, endsAt: now + 900_000, random: &random)
        var token = ByteBuffer()
        try cabinet.current.signer.sign(claims, into: &token)
        let verifier = AdmissionVerifier(keys: keys, issuer: "sluice", audience: "site")
        let read = try token.withReadable { text throws(TokenError) in try verifier.verify(text, now: now) }
        #expect(read.session == claims.session)
    }

    @Test("A gateway whose data folder takes no file starts all the same")
    func unwritable() throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try "no folder".write(toFile: root + "/public", atomically: true, encoding: .utf8)
        #expect(try !cabinet().current.keySet.isEmpty)
    }
}
