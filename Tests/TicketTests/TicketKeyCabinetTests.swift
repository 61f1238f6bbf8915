import Bytes
import Foundation
import ServiceTestKit
import Telemetry
import Testing
import Tokens

@testable import Ticket

@Suite("The keys of tickets") struct TicketKeyCabinetTests {
    private static let day: Int64 = 86_400_000

    @Test("they are made once, for their owner alone, and their public halves for everybody")
    func made() throws {
        try Tool.withFolder { folder in
            let first = try Self.cabinet(folder)
            let again = try Self.cabinet(folder)
            #expect(first.current.keySet == again.current.keySet)
            let published = Array(
                try Data(contentsOf: URL(fileURLWithPath: folder + "/public/ticket.keys.json")))
            #expect(published == first.current.keySet)
            #expect(try Self.mode(folder + "/keys/ticket/keyring") == 0o600)
            #expect(try Self.mode(folder + "/public/ticket.keys.json") == 0o644)
            let keys = try JSONWebKeySet.parse(published.span.bytes)
            let text = try first.current.signer.sign(TicketSample.pass())
            #expect(try TicketPassTests.verify(text, PassVerifier(keys: keys)) == TicketSample.pass())
        }
    }

    @Test("a new key comes each quarter, signs when everybody has it, and the old ones go on verifying")
    func rotation() throws {
        try Tool.withFolder { folder in
            let cabinet = try Self.cabinet(folder)
            let start = cabinet.current.youngest
            let old = try cabinet.current.signer.sign(TicketSample.pass(), at: start)
            cabinet.tend(now: start + 89 * Self.day)
            #expect(cabinet.current.youngest == start)
            let rotated = start + 91 * Self.day
            cabinet.tend(now: rotated)
            #expect(cabinet.current.youngest > rotated)
            // Another process that looks at the same moment makes no second one.
            let other = try Self.cabinet(folder)
            other.tend(now: rotated)
            #expect(other.current.youngest == cabinet.current.youngest)
            #expect(try cabinet.current.signer.sign(TicketSample.pass(), at: rotated) == old)
            let new = try cabinet.current.signer.sign(TicketSample.pass(), at: cabinet.current.youngest)
            #expect(new != old)
            for text in [old, new] {
                #expect(try TicketPassTests.verify(text, cabinet.current.verifier) == TicketSample.pass())
            }
            for quarter in 2...5 { cabinet.tend(now: start + Int64(quarter) * 91 * Self.day) }
            #expect(try TicketPassTests.verify(old, cabinet.current.verifier) == TicketSample.pass())
            for quarter in 6...8 { cabinet.tend(now: start + Int64(quarter) * 91 * Self.day) }
            #expect(throws: PassError.self) { try TicketPassTests.verify(old, cabinet.current.verifier) }
        }
    }

    @Test("what is signed about many tickets is JWS that the public key verifies, and no pass")
    func documents() throws {
        let key = try TicketSample.key()
        let signed = try PassSigner(key).sign(document: Array("{}".utf8), type: "revocations+json", at: 0)
        let parts = try JSONDecoder().decode([String: String].self, from: Data(signed))
        let message = Array("\(parts["protected"] ?? "").\(parts["payload"] ?? "")".utf8)
        var signature = ByteBuffer()
        let text = Array((parts["signature"] ?? "").utf8)
        #expect(Base64URL.decode(text.span.bytes, into: &signature))
        #expect(signature.withReadable { key.publicKey.verify($0, of: message.span.bytes) })
        var header = ByteBuffer()
        let protected = Array((parts["protected"] ?? "").utf8)
        #expect(Base64URL.decode(protected.span.bytes, into: &header))
        let name = String(decoding: key.publicKey.thumbprint, as: UTF8.self)
        #expect(
            header.withReadable { $0.copyString() }
                == #"{"alg":"EdDSA","typ":"revocations+json","kid":"\#(name)"}"#)
    }

    private static func cabinet(_ folder: String) throws -> TicketKeyCabinet {
        let log = EventLog(role: "ticket", sink: TestLog(), threshold: .error, linesPerSecond: 100)
        return try TicketKeyCabinet(
            keys: folder + "/keys", published: folder + "/public/ticket.keys.json", log: log)
    }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
