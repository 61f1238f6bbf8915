import Bytes
import Foundation
import TestKit
import Testing

@testable import Compression

/// What an assembled member unpacks to, as the gzip of the system sees it.
@Suite struct GzipAssemblerTests {
    @Test(
        "Random mixes of prepared and stored pieces unpack to the plain bytes",
        arguments: 0..<24 as Range<UInt64>)
    func mixes(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var sample = Sample()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let count = [0, 1, 47, 48, 300, 5_000, 40_000].randomElement(using: &random) ?? 0
            let bytes =
                random.chance(0.5)
                ? Sample.text(Int.random(in: 0...count, using: &random), &random)
                : Sample.noise(Int.random(in: 0...count, using: &random), &random)
            sample.append(bytes, prepared: random.chance(0.6))
        }
        try sample.check()
    }

    @Test(
        "Stored bytes around the length of one block, and of several, are cut into blocks",
        arguments: [0, 1, 65_534, 65_535, 65_536, 131_070, 131_071, 400_000])
    func longStoredRuns(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        var sample = Sample()
        sample.append(Sample.text(500, &random), prepared: true)
        sample.append(Sample.noise(count, &random), prepared: false)
        sample.append(Sample.text(500, &random), prepared: true)
        sample.append(Sample.noise(count, &random), prepared: false)
        try sample.check()
    }

    @Test("A member of nothing is a member")
    func nothing() throws {
        try Sample().check()
    }

    @Test("A piece that follows another one, or itself, needs nothing between them")
    func neighbours() throws {
        var random = SeededRandom(seed: 5)
        var sample = Sample()
        let text = Sample.text(3_000, &random)
        for _ in 0..<3 { sample.append(text, prepared: true) }
        try sample.check()
    }

    @Test("A member stands behind what the buffer held, and leaves it alone")
    func behindOthers() throws {
        var out = ByteBuffer()
        out.append("gone, head")
        out.consume(6)
        let piece = try #require(Array(repeating: 0x61, count: 100).prepared)
        var member = GzipAssembler(to: &out)
        out.append("before ")
        member.append(piece, to: &out)
        member.finish(&out)
        let bytes = out.copyBytes()
        #expect(Array(bytes.prefix(4)) == Array("head".utf8))
        #expect(
            try Gzip.unpack(Array(bytes.dropFirst(4))) == Array("before ".utf8)
                + Array(repeating: 0x61, count: 100))
    }

    @Test(
        "A member is as long as its pieces, its stored bytes and the overhead, and 5 for each block too many",
        arguments: [(0, 0), (65_535, 0), (65_536, 5), (131_070, 5), (131_071, 10)])
    func overhead(stored: Int, further: Int) throws {
        var out = ByteBuffer()
        var random = SeededRandom(seed: 9)
        let piece = try #require(Sample.text(900, &random).prepared)
        var member = GzipAssembler(to: &out)
        member.append(piece, to: &out)
        out.append(Sample.noise(stored, &random))
        member.append(piece, to: &out)
        member.finish(&out)
        #expect(out.count == 2 * piece.deflatedCount + stored + GzipAssembler.overhead + further)
    }
}
