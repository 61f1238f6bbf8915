import Bytes
import Testing

@Suite("ByteBuffer")
struct ByteBufferTests {
    @Test("keeps order through growth, consumption and compaction")
    func keepsOrder() {
        var random = SystemRandomNumberGenerator()
        var buffer = ByteBuffer()
        var model: [UInt8] = []
        for step in 0..<20_000 {
            if random.next() % 3 > 0 {
                let bytes = (0..<Int(random.next() % 40)).map { UInt8(truncatingIfNeeded: $0 + step) }
                buffer.append(bytes)
                model += bytes
            } else {
                let count = Int(random.next() % UInt64(model.count + 1))
                buffer.consume(count)
                model.removeFirst(count)
            }
            #expect(buffer.count == model.count)
        }
        #expect(buffer.copyBytes() == model)
    }

    @Test(
        "writes decimals as Swift does",
        arguments: [0, 1, 9, 10, 99, 100, 12_345, -1, -10, Int.max, Int.min, 999_999_999_999_999_999])
    func decimals(number: Int) {
        var buffer = ByteBuffer()
        buffer.append(decimal: number)
        #expect(String(decoding: buffer.copyBytes(), as: UTF8.self) == String(number))
    }

    @Test("writes the largest unsigned number")
    func largestUnsigned() {
        var buffer = ByteBuffer()
        buffer.append(decimal: UInt.max)
        #expect(String(decoding: buffer.copyBytes(), as: UTF8.self) == String(UInt.max))
    }

    @Test("pads decimals and hex")
    func padding() {
        var buffer = ByteBuffer()
        buffer.append(decimal: 7, width: 3)
        buffer.append(decimal: 1234, width: 3)
        buffer.append(hex: 0xBEEF, width: 6)
        #expect(String(decoding: buffer.copyBytes(), as: UTF8.self) == "007123400beef")
    }
}
