import RedisRoom
import Testing
import WaitingRoom

@Suite struct RoomReplyTests {
    @Test func `an answer that is short, odd or empty is refused`() {
        #expect(throws: RoomStoreError.refused("short answer")) { try RoomReply.claim([]) }
        #expect(throws: RoomStoreError.refused("short answer")) { try RoomReply.claim([.integer(0)]) }
        #expect(throws: RoomStoreError.refused("short answer")) {
            try RoomReply.claim([.integer(0), .integer(5), .integer(0), .integer(6)])
        }
        #expect(throws: RoomStoreError.refused("unknown outcome")) {
            try RoomReply.claim(
                [.integer(0), .integer(5), .integer(0), .integer(99), .integer(0), .integer(0)])
        }
        #expect(throws: RoomStoreError.refused("not a number")) {
            try RoomReply.beat([.integer(0), .integer(5), .text(Array("x".utf8))])
        }
        #expect(throws: RoomStoreError.refused("unknown status")) {
            try RoomReply.join([
                .integer(77), .integer(5), .integer(0), .integer(0), .integer(0), .integer(0), .integer(0),
            ])
        }
        #expect(throws: RoomStoreError.refused("short answer")) {
            try RoomReply.advance([.integer(0), .integer(5)])
        }
    }

    @Test func `moved is thrown whatever was asked`() {
        #expect(throws: RoomStoreError.moved) { try RoomReply.join([.integer(1)]) }
        #expect(throws: RoomStoreError.moved) { try RoomReply.restore([.integer(1)]) }
        #expect(throws: RoomStoreError.moved) { try RoomReply.finish([.integer(1)]) }
    }

    @Test func `numbers may come as texts`() throws {
        let reply = try RoomReply.beat([.integer(0), .text(Array("12".utf8)), .text(Array("34".utf8))])
        #expect(reply == BeatReply(roomTime: 12, serving: 34))
    }

    @Test func `every script is there and names its own work`() {
        for script in RoomScript.allCases {
            let text = String(decoding: script.source, as: UTF8.self)
            #expect(text.hasPrefix("#!lua\n"))
            #expect(text.contains("\n-- \(script): "))
        }
    }

    @Test func `all keys of a room share its hash tag`() {
        let keys = RoomKeys(room: "eid")
        #expect(keys.all.count == 14)
        let account = keys.who(AccountKey(3), epoch: 2)
        for key in keys.all + [account] {
            #expect(String(decoding: key, as: UTF8.self).hasPrefix("sluice:{eid}:"))
        }
        #expect(account != keys.who(AccountKey(3), epoch: 1))
    }
}
