import Bytes
import TestKit
import Testing

@testable import Tokens

@Suite("SessionKey")
struct SessionKeyTests {
    @Test("the same place has the same session, and every other place another one")
    func places() throws {
        let ring = KeyRing.seeded()
        let key = try SessionKey(ring)
        let again = try SessionKey(ring)
        var ids = Set<SessionID>()
        var count = 0
        for room in ["a", "ab", "b"] {
            for epoch in 1...3 as ClosedRange<UInt32> {
                for gen in [1, 2, 1_700_000_000] as [UInt64] {
                    for place in [1, 2, 255, 256, 1 << 33] {
                        let id = key.session(
                            room: room.bytes.span.bytes, epoch: epoch, gen: gen, place: place)
                        let same = again.session(
                            room: room.bytes.span.bytes, epoch: epoch, gen: gen, place: place)
                        #expect(id == same)
                        ids.insert(id)
                        count += 1
                    }
                }
            }
        }
        #expect(ids.count == count)
    }

    @Test("the bytes that are signed are fixed: purpose, length of the room, room, epoch, gen, place")
    func encoding() throws {
        let ring = KeyRing.seeded()
        let id = try SessionKey(ring).session(room: "demo".bytes.span.bytes, epoch: 2, gen: 3, place: 4)
        let message =
            [1] + [UInt8](hex: "0000000000000004") + "demo".bytes
            + [UInt8](hex: "000000000000000200000000000000030000000000000004")
        let mac = try ring.session.makeMACKey()
        let tag = mac.tag(of: message.span.bytes)
        #expect(id == SessionID(high: tag.0, low: tag.1))
    }

    @Test("an account's session, its hash and a place's session never meet")
    func accounts() throws {
        let key = try SessionKey(.seeded())
        let first = key.session("demo", epoch: 1, account: "account-1")
        #expect(first == key.session("demo", epoch: 1, account: "account-1"))
        #expect(first != key.session("demo", epoch: 2, account: "account-1"))
        #expect(first != key.session("demo", epoch: 1, account: "account-2"))
        let hash = key.accountHash("demo", account: "account-1")
        #expect(hash != first.high)
        #expect(hash != key.accountHash("other", account: "account-1"))
    }

    @Test("a session's text is 22 digits and reads back; others are refused")
    func text() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<100 {
            let id = SessionID(high: random.next(), low: random.next())
            #expect(id.description.count == SessionID.textCount)
            #expect(SessionID(id.description) == id)
        }
        for text in [
            "", "A", String(repeating: "A", count: 21), String(repeating: "A", count: 23),
            String(repeating: "A", count: 21) + "B", String(repeating: "!", count: 22),
        ] {
            #expect(SessionID(text) == nil)
        }
    }
}
