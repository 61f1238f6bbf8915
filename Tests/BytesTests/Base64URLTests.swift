import Bytes
import Testing

@Suite("Base64URL")
struct Base64URLTests {
    @Test("gives every value one spelling and reads it back")
    func roundTrip() {
        var random = SystemRandomNumberGenerator()
        for length in 0..<100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            var text = ByteBuffer()
            Base64URL.encode(bytes.span.bytes, into: &text)
            var back = ByteBuffer()
            let valid = text.withReadable { Base64URL.decode($0, into: &back) }
            #expect(valid)
            #expect(back.copyBytes() == bytes)
        }
    }

    @Test(
        "matches RFC 4648",
        arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")])
    func vectors(plain: String, encoded: String) {
        var text = ByteBuffer()
        Base64URL.encode(Array(plain.utf8).span.bytes, into: &text)
        #expect(String(decoding: text.copyBytes(), as: UTF8.self) == encoded)
    }

    @Test(
        "refuses padding, other alphabets and stray bits",
        arguments: ["Zg==", "Zh", "Zm9", "Z", "a+b/", "Zg ", "Zm8\n"])
    func refuses(text: String) {
        var out = ByteBuffer()
        #expect(!Base64URL.decode(Array(text.utf8).span.bytes, into: &out))
    }
}
