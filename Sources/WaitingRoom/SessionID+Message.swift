package import Bytes

extension SessionID {
    /// The first byte of a place's message; no slip begins with it, so no slip's MAC is a session's.
    private static let placeDomain: UInt8 = 0x53
    /// The first byte of an account's message.
    private static let accountDomain: UInt8 = 0x41

    /// Appends the bytes whose MAC is the id of a place's session: 22 bytes and the room.
    ///
    /// `'S' ‖ length of the room (1) ‖ room ‖ epoch (4) ‖ gen (8) ‖ place (8)`: two different inputs never
    /// give the same bytes.
    package static func appendMessage(
        room: RoomName, epoch: UInt32, gen: UInt64, place: Int, into out: inout ByteBuffer
    ) {
        appendHead(placeDomain, room, epoch, &out)
        out.append(bigEndian: gen, width: 8)
        out.append(bigEndian: UInt64(bitPattern: Int64(place)), width: 8)
    }

    /// Appends the bytes whose MAC is the id of an account's session, for rooms with `identity: account`.
    ///
    /// `'A' ‖ length of the room (1) ‖ room ‖ epoch (4) ‖ account, to the end`: neither gen nor place, so
    /// that an account that gets a second place after a loss still buys once.
    package static func appendMessage(
        room: RoomName, epoch: UInt32, account: RawSpan, into out: inout ByteBuffer
    ) {
        appendHead(accountDomain, room, epoch, &out)
        out.append(account)
    }

    private static func appendHead(
        _ domain: UInt8, _ room: RoomName, _ epoch: UInt32, _ out: inout ByteBuffer
    ) {
        out.append(domain)
        out.append(UInt8(truncatingIfNeeded: room.count))
        room.append(to: &out)
        out.append(bigEndian: UInt64(epoch), width: 4)
    }
}
