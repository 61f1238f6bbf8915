import Contracts
import Postgres
import Bytes
import TestKit
import Testing
import Tokens

@testable import Ticket

@Suite("Passes") struct TicketPassTests {
    @Test("a signed pass reads back as it was, offline, with the public key alone")
    func roundTrip() throws {
        let key = try TicketSample.key()
        let text = try PassSigner(key).sign(TicketSample.pass())
        #expect(text.hasPrefix("GT1:"))
        #expect(try Self.verify(text, TicketSample.verifier(key)) == TicketSample.pass())
    }

    @Test("any pass that can be made fits its symbol and reads back")
    func property() throws {
        var random = SeededRandom(seed: 1)
        let key = try TicketSample.key()
        for _ in 0..<60 {
            let pass = try Self.random(&random)
            let text = try PassSigner(key).sign(pass)
            #expect(text.utf8.count <= TicketPass.maximumCharacters)
            #expect(try Self.verify(text, TicketSample.verifier(key)) == pass)
            #expect(try QRSymbol(text).side <= 53)
        }
    }

    @Test("a pass with any one bit changed is refused")
    func changedBits() throws {
        let key = try TicketSample.key()
        let verifier = TicketSample.verifier(key)
        let text = try PassSigner(key).sign(TicketSample.pass())
        let bytes = try #require(Base45Tests.decode(String(text.dropFirst(4))))
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let forged = "GT1:" + Base45Tests.encode(changed)
            #expect(throws: PassError.self) { try Self.verify(forged, verifier) }
        }
    }

    @Test("a pass that was cut anywhere, or has more at its end, is refused")
    func cut() throws {
        let key = try TicketSample.key()
        let verifier = TicketSample.verifier(key)
        let text = try PassSigner(key).sign(TicketSample.pass())
        for length in 0..<text.count {
            #expect(throws: PassError.self) { try Self.verify(String(text.prefix(length)), verifier) }
        }
        #expect(throws: PassError.self) { try Self.verify(text + "000", verifier) }
        #expect(throws: PassError.notATicket) {
            try Self.verify(String(repeating: "A", count: 100_000), verifier)
        }
    }

    @Test("a key that is not known is told from a signature that is wrong")
    func keys() throws {
        let (ours, other) = (try TicketSample.key(1), try TicketSample.key(2))
        let text = try PassSigner(other).sign(TicketSample.pass())
        let id = PassKeyID.of(other.publicKey)
        #expect(throws: PassError.unknownKey(id)) { try Self.verify(text, TicketSample.verifier(ours)) }
        #expect(try Self.verify(text, TicketSample.verifier(ours, other)) == TicketSample.pass())
    }

    @Test("the key's id is the start of its RFC 7638 thumbprint")
    func keyID() throws {
        let bytes = try #require(Self.base64URL("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
        // kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k in base64url begins with these four bytes.
        #expect(PassKeyID.of(try Ed25519PublicKey(bytes: bytes)) == 0x90FA_CAFE)
    }

    @Test(
        "fields that a pass cannot carry are named",
        arguments: [
            ("", "seat"), ("a seat", "seat"), ("ক-১৪", "seat"), (String(repeating: "K", count: 17), "seat"),
        ])
    func unusable(_ seat: String, _ field: String) {
        #expect(throws: PassError.malformed(field)) { try TicketSample.pass(seat: seat) }
    }

    @Test("the passenger's digest heeds name, document and ticket, not case and spaces")
    func passenger() {
        let (ticket, other) = (PostgresUUID(high: 1, low: 2), PostgresUUID(high: 1, low: 3))
        let digest = TicketPass.passengerDigest(ticket: ticket, name: "Rahima Khatun", document: "1")
        #expect(TicketPass.passengerDigest(ticket: ticket, name: " rahima  KHATUN ", document: "1") == digest)
        #expect(TicketPass.passengerDigest(ticket: ticket, name: "Rahima Khatun", document: "2") != digest)
        #expect(TicketPass.passengerDigest(ticket: ticket, name: "Rahim Khatun", document: "1") != digest)
        #expect(TicketPass.passengerDigest(ticket: other, name: "Rahima Khatun", document: "1") != digest)
    }

    static func verify(_ text: String, _ verifier: PassVerifier) throws -> TicketPass {
        let characters = Array(text.utf8)
        return try verifier.verify(characters.span.bytes)
    }

    private static func base64URL(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        var out = ByteBuffer()
        return Base64URL.decode(characters.span.bytes, into: &out) ? out.copyBytes() : nil
    }

    private static func random(_ random: inout SeededRandom) throws -> TicketPass {
        func code(_ limit: Int) -> String {
            let letters = (0..<Int.random(in: 1...limit, using: &random)).map { _ in
                UInt8.random(in: 0x21...0x7E, using: &random)
            }
            return String(decoding: letters, as: UTF8.self)
        }
        let fromStop = UInt8.random(in: 0...30, using: &random)
        let validFrom = UInt32.random(in: 0..<UInt32.max, using: &random)
        return try TicketPass(
            ticket: PostgresUUID(high: random.next(), low: random.next()), train: code(12),
            date: CivilDate(days: Int.random(in: 0...65_535, using: &random)), fromStop: fromStop,
            toStop: UInt8.random(in: (fromStop + 1)...31, using: &random), seat: code(16),
            seatClass: code(16),
            validFrom: validFrom, validUntil: UInt32.random(in: (validFrom + 1)...UInt32.max, using: &random),
            passenger: random.next())
    }
}
