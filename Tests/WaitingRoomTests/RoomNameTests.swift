import Bytes
import TestKit
import Testing
import WaitingRoom

@Suite("RoomName")
struct RoomNameTests {
    @Test("keeps every name of the alphabet up to 32 bytes")
    func roundTrip() throws {
        var random = SeededRandom(seed: 1)
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789-")
        for length in 1...32 {
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" })
            let name = try #require(RoomName(text))
            #expect(name.description == text)
            #expect(name.count == length)
            var out = ByteBuffer()
            name.append(to: &out)
            #expect(out.copyBytes() == Array(text.utf8))
            #expect(RoomName(Array(text.utf8).span.bytes) == name)
        }
    }

    @Test(
        "refuses what is empty, too long or outside the alphabet",
        arguments: [
            "", "Demo", "a b", "a_b", "a/b", "é", "a\u{0}", "abcdefghijklmnopqrstuvwxyz-0123456",
        ])
    func refuses(text: String) {
        #expect(RoomName(text) == nil)
    }

    @Test("differs and sorts as the text does")
    func order() throws {
        var random = SeededRandom(seed: 2)
        let texts = (0..<300).map { _ in
            String(
                (0..<Int.random(in: 1...32, using: &random)).map { _ in
                    ["a", "b", "-"].randomElement(using: &random) ?? "a"
                })
        }
        // Neighbours differ in one letter, at every place of the four words.
        let neighbours = texts.map { text in
            var letters = Array(text)
            letters[Int.random(in: 0..<letters.count, using: &random)] = "b"
            return String(letters)
        }
        let pairs = Array(zip(texts, texts.shuffled(using: &random))) + zip(texts, neighbours)
        for (left, right) in pairs {
            let leftName = try #require(RoomName(left))
            let rightName = try #require(RoomName(right))
            #expect((leftName == rightName) == (left == right))
            #expect((leftName < rightName) == Array(left.utf8).lexicographicallyPrecedes(Array(right.utf8)))
        }
    }
}
