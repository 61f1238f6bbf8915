import Bytes
import Testing
import WaitingRoom

@Suite("SessionID")
struct SessionIDTests {
    @Test("is the first 128 bits of a MAC and comes back from its text")
    func roundTrip() throws {
        let mac = (0..<32).map { UInt8($0 * 7 + 1) }
        let read = SessionID(mac: mac.span.bytes)
        let session = try #require(read)
        #expect(session.description == "01080f161d242b323940474e555c636a")
        #expect(SessionID(text: Array(session.description.utf8).span.bytes) == session)
        var bytes = ByteBuffer()
        session.appendBytes(to: &bytes)
        #expect(bytes.copyBytes() == Array(mac[..<16]))
        #expect(SessionID(mac: mac.span.bytes.extracting(0..<15)) == nil)
    }

    @Test(
        "refuses other spellings",
        arguments: [
            "", "01080F161D242B323940474E555C636A", "01080f161d242b323940474e555c636",
            "01080f161d242b323940474e555c636ab",
            "g1080f161d242b323940474e555c636a", " 1080f161d242b323940474e555c636a",
        ])
    func refuses(text: String) {
        #expect(SessionID(text: Array(text.utf8).span.bytes) == nil)
    }

    @Test("has a message that two different places never share")
    func messages() throws {
        var seen: Set<[UInt8]> = []
        var count = 0
        for room in ["a", "ab", "abc", "a-1", "a--"] {
            let name = try #require(RoomName(room))
            for epoch: UInt32 in [0, 1, 256, .max] {
                for gen: UInt64 in [0, 1, 256, .max] {
                    for place in [0, 1, 256, 65_536, Int.max] {
                        var out = ByteBuffer()
                        SessionID.appendMessage(room: name, epoch: epoch, gen: gen, place: place, into: &out)
                        seen.insert(out.copyBytes())
                        count += 1
                    }
                }
                for account in ["", "a", "aaaaaaaaaaaaaaaa", "\u{0}\u{0}"] {
                    var out = ByteBuffer()
                    SessionID.appendMessage(
                        room: name, epoch: epoch, account: Array(account.utf8).span.bytes, into: &out)
                    seen.insert(out.copyBytes())
                    count += 1
                }
            }
        }
        #expect(seen.count == count)
    }

    @Test("has exactly the message that the rule names")
    func exactMessage() throws {
        var out = ByteBuffer()
        SessionID.appendMessage(room: try #require(RoomName("ab")), epoch: 1, gen: 2, place: 3, into: &out)
        #expect(
            out.copyBytes() == [0x53, 2, 0x61, 0x62, 0, 0, 0, 1] + [0, 0, 0, 0, 0, 0, 0, 2] + [
                0, 0, 0, 0, 0, 0, 0, 3,
            ])
    }
}
