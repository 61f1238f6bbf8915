import Bytes
import TestKit
import Testing

@testable import Ticket

@Suite("Base45") struct Base45Tests {
    @Test(
        "it writes the examples of RFC 9285",
        arguments: [
            ("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0"),
            ("", ""),
        ])
    func examples(_ plain: String, _ encoded: String) {
        #expect(Self.encode(Array(plain.utf8)) == encoded)
        #expect(Self.decode(encoded) == Array(plain.utf8))
    }

    @Test("what it wrote it reads again, whatever the bytes")
    func roundTrip() {
        var random = SeededRandom(seed: 45)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Self.decode(Self.encode(bytes)) == bytes)
        }
    }

    @Test(
        "it refuses what is no encoding",
        arguments: [
            "A", "AAAA", "GGX", ":::", "::", "ab8", "BB8\n", "A_B", "BB8BB8É",
        ])
    func refused(_ text: String) {
        #expect(Self.decode(text) == nil)
    }

    @Test("every text that it reads is the one that it would write")
    func oneSpelling() {
        var random = SeededRandom(seed: 46)
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
        for length in 0..<400 {
            let text = String((0..<(length % 9)).compactMap { _ in alphabet.randomElement(using: &random) })
            if let bytes = Self.decode(text) { #expect(Self.encode(bytes) == text) }
        }
    }

    static func encode(_ bytes: [UInt8]) -> String {
        var out = ByteBuffer()
        Base45.encode(bytes.span.bytes, into: &out)
        return out.withReadable { $0.copyString() }
    }

    static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        return Base45.decode(characters.span.bytes)
    }
}
