import Bytes
import TestKit
@testable import Tokens

extension [UInt8] {
    /// The bytes of hexadecimal digits.
    init(hex: String) {
        let digits = Array<Character>(hex)
        self = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0
        }
    }

    var hex: String {
        map { (byte: UInt8) in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }

    var text: String { String(decoding: self, as: UTF8.self) }

    var base64URL: String {
        var out = ByteBuffer()
        Base64URL.encode(span.bytes, into: &out)
        return out.copyBytes().text
    }
}

extension String {
    var bytes: [UInt8] { Array(utf8) }

    var base64URLDecoded: [UInt8]? {
        var out = ByteBuffer()
        return Base64URL.decode(bytes.span.bytes, into: &out) ? out.copyBytes() : nil
    }
}

extension KeyRing {
    /// A ring made from a seed, so that tests have fixed keys.
    static func seeded(_ seed: UInt64 = 1, now: Int64 = 0) -> KeyRing {
        var random = SeededRandom(seed: seed)
        return KeyRing(now: now, random: &random)
    }

    var writtenText: String {
        var out = ByteBuffer()
        append(to: &out)
        return out.copyBytes().text
    }
}

// The macros of the test library cannot hold a span: these take arrays.

extension Ed25519PublicKey {
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        verify(signature.span.bytes, of: message.span.bytes)
    }
}

extension SessionID {
    init?(_ text: String) {
        let bytes = text.bytes
        self.init(text: bytes.span.bytes)
    }
}

extension SessionKey {
    func session(_ room: String, epoch: UInt32, account: String) -> SessionID {
        session(
            room: room.bytes.span.bytes, epoch: epoch, accountHash: accountHash(room, account: account))
    }

    func accountHash(_ room: String, account: String) -> UInt64 {
        accountHash(room: room.bytes.span.bytes, account: account.bytes.span.bytes)
    }
}

extension MACKey {
    borrowing func fullBytes(of data: [UInt8]) -> [UInt8] {
        let tag = fullTag(of: data.span.bytes)
        return tag.span.bytes.copyBytes()
    }

    borrowing func verifies(_ tag: (UInt64, UInt64), of data: [UInt8]) -> Bool {
        verify(tag, of: data.span.bytes)
    }

    borrowing func verifies(full tag: [UInt8], of data: [UInt8]) -> Bool {
        verify(full: tag.span.bytes, of: data.span.bytes)
    }
}
