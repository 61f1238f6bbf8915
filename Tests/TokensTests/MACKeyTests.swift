import Bytes
import Testing

@testable import Tokens

@Suite("MACKey")
struct MACKeyTests {
    struct Vector: Sendable {
        let key: [UInt8]
        let data: [UInt8]
        let tag: String
    }

    static let fromTheRFC: [Vector] = [
        Vector(
            key: Array(repeating: 0x0b, count: 20), data: "Hi There".bytes,
            tag: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Vector(
            key: "Jefe".bytes, data: "what do ya want for nothing?".bytes,
            tag: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Vector(
            key: Array(repeating: 0xaa, count: 20), data: Array(repeating: 0xdd, count: 50),
            tag: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Vector(
            key: Array(1...25), data: Array(repeating: 0xcd, count: 50),
            tag: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        Vector(
            key: Array(repeating: 0xaa, count: 131),
            data: "Test Using Larger Than Block-Size Key - Hash Key First".bytes,
            tag: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        Vector(
            key: Array(repeating: 0xaa, count: 131),
            data: """
                This is a test using a larger than block-size key and a larger than block-size data. The key \
                needs to be hashed before being used by the HMAC algorithm.
                """.bytes,
            tag: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]

    @Test("gives the tags of RFC 4231", arguments: fromTheRFC)
    func published(vector: Vector) throws {
        let key = try MACKey(secret: vector.key.span.bytes)
        let full = key.fullBytes(of: vector.data)
        #expect(full.hex == vector.tag)
        let tag = key.tag(of: vector.data.span.bytes)
        let cut = [tag.0, tag.1].map { String($0, radix: 16) }.map {
            String(repeating: "0", count: 16 - $0.count) + $0
        }
        #expect(cut.joined() == String(vector.tag.prefix(32)))
    }

    @Test("verifies its own tags and no tag with a bit changed")
    func verify() throws {
        let key = try MACKey(secret: "a secret".bytes.span.bytes)
        let data = "some bytes".bytes
        let tag = key.tag(of: data.span.bytes)
        let verified = key.verifies(tag, of: data)
        #expect(verified)
        for bit in 0..<64 {
            let first = key.verifies((tag.0 ^ 1 << UInt64(bit), tag.1), of: data)
            let second = key.verifies((tag.0, tag.1 ^ 1 << UInt64(bit)), of: data)
            #expect(!first && !second)
        }
        var full = key.fullBytes(of: data)
        let whole = key.verifies(full: full, of: data)
        let short = key.verifies(full: Array(full.dropLast()), of: data)
        #expect(whole && !short)
        for index in full.indices {
            full[index] ^= 0x10
            let changed = key.verifies(full: full, of: data)
            #expect(!changed)
            full[index] ^= 0x10
        }
    }

    @Test("hashes as FIPS 180-4 says")
    func hash() {
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let abc = SHA256.digest(of: "abc".bytes.span.bytes)
        #expect(abc.hex == digest)
        var out = ByteBuffer()
        SHA256.append(digestOf: "abc".bytes.span.bytes, to: &out)
        #expect(out.copyBytes().hex == digest)
    }

    @Test("draws random words that do not repeat")
    func random() {
        var random = SecureRandom()
        let words = Set((0..<1000).map { _ in random.next() })
        #expect(words.count == 1000)
        #expect(random.bytes(13).count == 13)
    }
}
