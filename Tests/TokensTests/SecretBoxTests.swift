import Bytes
import TestKit
import Testing

@testable import Tokens

@Suite("SecretBox")
struct SecretBoxTests {
    /// The macros of the test library cannot hold a span: this takes arrays.
    static func open(_ box: SecretBox, _ sealed: [UInt8], _ context: [UInt8]) -> [UInt8]? {
        box.open(sealed.span.bytes, context: context.span.bytes)
    }

    static func oneTimeTag(_ message: String, key: [UInt8]) -> String {
        let bytes = message.bytes
        return HMACSHA1.tag(of: bytes.span.bytes, key: key.span.bytes).hex
    }

    @Test("opens test case 16 of the GCM submission to NIST")
    func published() throws {
        let half = "feffe9928665731c6d6a8f9467308308"
        let key = try #require(Secret(bytes: [UInt8](hex: half + half)))
        let nonce = "cafebabefacedbaddecaf888"
        let cipherText =
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        let tag = "76fc6ece0f4e1768cddf8853bb2d551b"
        let context = [UInt8](hex: "feedfacedeadbeeffeedfacedeadbeefabaddad2")
        let plain = Self.open(SecretBox(key), [UInt8](hex: nonce + cipherText + tag), context)
        #expect(
            plain?.hex
                == "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
    }

    @Test("gives back what was put in, and nothing for a changed byte, another context or another key")
    func forgeries() throws {
        var random = SeededRandom(seed: 4)
        let box = SecretBox(Secret(random: &random))
        let other = SecretBox(Secret(random: &random))
        let context = "account 1".bytes
        for length in [0, 1, 20, 300] {
            let plain = [UInt8](repeating: 7, count: length)
            let sealed = try box.seal(plain.span.bytes, context: context.span.bytes, random: &random)
            #expect(Self.open(box, sealed, context) == plain)
            #expect(Self.open(box, sealed, "account 2".bytes) == nil)
            #expect(Self.open(other, sealed, context) == nil)
            for index in sealed.indices {
                var changed = sealed
                changed[index] ^= 1
                #expect(Self.open(box, changed, context) == nil)
            }
            #expect(Self.open(box, Array(sealed.dropLast()), context) == nil)
        }
        #expect(Self.open(box, [], []) == nil)
    }

    @Test("derives one secret a purpose from a ring, and none that is the ring's own")
    func derived() throws {
        let ring = KeyRing.seeded(now: 5)
        let first = try ring.secret(for: "identity.totp")
        #expect(try ring.secret(for: "identity.totp") == first)
        #expect(try ring.secret(for: "identity.otp") != first)
        #expect(first != ring.session)
    }

    @Test("computes the HMAC-SHA-1 tags of RFC 2202")
    func oneTimeTag() {
        #expect(
            Self.oneTimeTag("Hi There", key: [UInt8](repeating: 0x0b, count: 20))
                == "b617318655057264e28bc0b6fb378c8ef146be00")
        #expect(
            Self.oneTimeTag("what do ya want for nothing?", key: "Jefe".bytes)
                == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    }
}
