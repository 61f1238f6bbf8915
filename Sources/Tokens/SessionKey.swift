internal import Bytes

/// The key from which the ids of sessions are derived.
///
/// A claim that is repeated after any loss gets the same one. Rule: LINE.md 2.7. Each message begins with a
/// byte that says what is derived, and every field has a fixed length or its length before it, so that no two
/// questions ever have the same message.
package final class SessionKey: Sendable {
    private enum Purpose: UInt8 {
        case place = 1
        case account = 2
        case accountHash = 3
    }

    private let mac: MACKey

    /// The key of a ring.
    package init(_ ring: KeyRing) throws(KeyError) {
        mac = try ring.session.makeMACKey()
    }

    /// The session of a place: HMAC(key, room ‖ epoch ‖ gen ‖ place), first 128 bits.
    package func session(room: RawSpan, epoch: UInt32, gen: UInt64, place: Int) -> SessionID {
        derive(.place, room: room) { message in
            message.append(bigEndian: UInt64(epoch))
            message.append(bigEndian: gen)
            message.append(bigEndian: UInt64(bitPattern: Int64(place)))
        }
    }

    /// The session of an account in an epoch of a room with `identity: account`, from its hash in that room.
    ///
    /// It has no gen: after a loss of the store the same person has the same id, and so buys once. A slip
    /// carries the hash, so whoever has the slip needs no user token to claim.
    package func session(room: RawSpan, epoch: UInt32, accountHash: UInt64) -> SessionID {
        derive(.account, room: room) { message in
            message.append(bigEndian: UInt64(epoch))
            message.append(bigEndian: accountHash)
        }
    }

    /// The keyed hash under which a room notes an account: 64 bits, also the visitor binding of a slip.
    package func accountHash(room: RawSpan, account: RawSpan) -> UInt64 {
        derive(.accountHash, room: room) { $0.append(account) }.high
    }

    private func derive(
        _ purpose: Purpose, room: RawSpan, _ fields: (inout ByteBuffer) -> Void
    ) -> SessionID {
        var message = ByteBuffer(capacity: 128)
        message.append(purpose.rawValue)
        message.append(bigEndian: UInt64(room.byteCount))
        message.append(room)
        fields(&message)
        let tag = message.withReadable { mac.tag(of: $0) }
        return SessionID(high: tag.0, low: tag.1)
    }
}
