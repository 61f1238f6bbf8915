import Bytes
import TestKit
import Testing

@testable import Compression

/// Which constants are worth preparing.
@Suite struct PreparedDeflateTests {
    @Test("Nothing is prepared that would not be smaller for it, or has no sensible length")
    func refusals() {
        var random = SeededRandom(seed: 1)
        #expect([UInt8]().prepared == nil)
        #expect(Array(repeating: 7, count: PreparedDeflate.leastGain + 1).prepared == nil)
        #expect(Sample.noise(10_000, &random).prepared == nil)
        #expect(Array(repeating: 7, count: PreparedDeflate.longest + 1).prepared == nil)
    }

    @Test("The longest constant is prepared, and a short one that gains enough")
    func extremes() throws {
        for count in [40, PreparedDeflate.longest] {
            let piece = try #require(Array(repeating: 7, count: count).prepared)
            #expect(piece.plainCount == count && piece.deflatedCount + PreparedDeflate.leastGain <= count)
        }
    }

    @Test("Every piece ends with the header of an empty stored block")
    func endings() throws {
        var random = SeededRandom(seed: 2)
        for count in stride(from: 100, through: 70_000, by: 3_333) {
            let piece = try #require(Sample.text(count, &random).prepared)
            #expect(piece.deflated.suffix(4) == [0, 0, 0xFF, 0xFF])
        }
    }
}
