import Bytes
import TestKit
import Testing

@testable import HTTP

@Suite("Request ids") struct RequestIDTests {
    @Test("read back as they were written")
    func roundTrip() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            let id = RequestID(random: random.next(), random.next())
            var text = ByteBuffer()
            id.append(to: &text)
            #expect(text.withReadable { RequestID($0) } == id)
        }
    }

    @Test(
        "of any other form are nobody's",
        arguments: [
            "", "f81d4fae-7dec-41d0-a765-00a0c91e6bf", "f81d4fae-7dec-41d0-a765-00a0c91e6bf61",
            "F81D4FAE-7DEC-41D0-A765-00A0C91E6BF6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-41d0-2765-00a0c91e6bf6", "f81d4faez7dec-41d0-a765-00a0c91e6bf6",
            "g81d4fae-7dec-41d0-a765-00a0c91e6bf6",
        ])
    func others(text: String) {
        #expect(RequestID(Array(text.utf8).span.bytes) == nil)
    }
}
