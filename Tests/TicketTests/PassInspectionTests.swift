import Bytes
import Contracts
import ServiceKit
import Testing
import Tokens

@testable import Ticket

@Suite("Inspection without a network") struct PassInspectionTests {
    private static let now = Timestamp(milliseconds: 1_774_100_000_000)

    @Test("a genuine ticket is good within its time, with all that the inspector compares")
    func good() throws {
        let key = try TicketSample.key()
        let text = try PassSigner(key).sign(TicketSample.pass())
        for around in [text, "\n \(text)\r\n"] {
            let found = PassInspection(of: around, keySet: Self.keySet(key), now: Self.now)
            #expect(found.isGood)
            #expect(found.lines.first == "valid")
            #expect(found.lines.contains("train           701 on 2026-03-24"))
            #expect(found.lines.contains("seat            KA-14 (S_CHAIR)"))
        }
    }

    @Test("what is not good says why")
    func refused() throws {
        let (key, other) = (try TicketSample.key(1), try TicketSample.key(2))
        let signer = PassSigner(key)
        let text = try signer.sign(TicketSample.pass())
        func verdict(_ text: String, _ keys: [UInt8], _ list: [UInt8]? = nil, at seconds: Int64? = nil)
            -> String
        {
            let now = seconds.map { Timestamp(milliseconds: $0 * 1000) } ?? Self.now
            let found = PassInspection(of: text, keySet: keys, revocations: list, now: now)
            #expect(!found.isGood || found.lines[0] == "valid")
            return found.lines[0]
        }
        let keys = Self.keySet(key)
        #expect(verdict(text, Self.keySet(other)).contains("not in the key file"))
        #expect(verdict("GT1:ABC", keys).hasPrefix("NOT VALID"))
        #expect(verdict("", keys) == "NOT VALID: not a ticket")
        #expect(verdict(text, Array("{}".utf8)) == "NOT VALID: the keys cannot be read")
        #expect(verdict(text, keys, at: 1_773_999_999) == "NOT VALID: not yet")
        #expect(verdict(text, keys, at: 1_774_500_000) == "NOT VALID: over")

        let ticket = "\(try TicketSample.pass().ticket)"
        for (since, complete) in [(Int64(3), true), (0, false)] {
            let part = RevocationList(
                since: since, number: 4, complete: complete, revoked: [], time: Self.now)
            let signed = try RevocationNotice.signed(part, by: signer)
            #expect(verdict(text, keys, signed) == "NOT CHECKED: the list is not whole")
        }
        for (revoked, word) in [([ticket], "NOT VALID: revoked"), ([], "valid")] {
            let list = RevocationList(since: 0, number: 1, complete: true, revoked: revoked, time: Self.now)
            #expect(verdict(text, keys, try RevocationNotice.signed(list, by: signer)) == word)
            let forged = try RevocationNotice.signed(list, by: PassSigner(other))
            #expect(verdict(text, keys, forged).hasPrefix("NOT VALID: the signature is wrong"))
        }
        #expect(verdict(text, keys, Array("[]".utf8)).hasPrefix("NOT VALID"))
        // What the same key signed as something else is no list.
        let list = RevocationList(since: 0, number: 1, complete: true, revoked: [], time: Self.now)
        let document = try signer.sign(document: WireJSON.encode(list), type: "other+json", at: 0)
        #expect(verdict(text, keys, document) == "NOT VALID: not a valid ticket: header")
    }

    private static func keySet(_ key: Ed25519PrivateKey) -> [UInt8] {
        var out = ByteBuffer()
        JSONWebKeySet.append([VerificationKey(key.publicKey)], to: &out)
        return out.copyBytes()
    }
}
