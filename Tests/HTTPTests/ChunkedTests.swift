import Bytes
import Testing

@testable import HTTP

/// What a whole chunked body came to.
enum Chunked: Equatable {
    case complete([UInt8], rest: Int)
    case unfinished([UInt8])
    case failed
}

@Suite("Chunked bodies")
struct ChunkedTests {
    /// Decodes input that arrives in these pieces.
    private func decode(_ input: [UInt8], pieces: [Range<Int>], limits: HTTPLimits = HTTPLimits()) -> Chunked
    {
        var decoder = ChunkedDecoder(limits: limits)
        var body: [UInt8] = []
        for piece in pieces {
            var offset = 0
            reading: while true {
                let step = input[piece].withUnsafeBytes { decoder.next($0.bytes, from: offset) }
                switch step {
                case .needMore: break reading
                case .body(let range):
                    body +=
                        input[piece][
                            (piece.lowerBound + range.lowerBound)..<(piece.lowerBound + range.upperBound)]
                    offset = range.upperBound
                case .end(let count): return .complete(body, rest: input.count - piece.lowerBound - count)
                case .failed: return .failed
                }
            }
        }
        return .unfinished(body)
    }

    /// The grammar of RFC 9112 section 7.1 read naively from a whole array, with our refusals; nil at
    /// trailers.
    private func reference(_ input: [UInt8]) -> Chunked? {
        var body: [UInt8] = []
        var rest = input[...]
        while true {
            guard let line = takeLine(&rest) else { return looksBad(rest) ? .failed : .unfinished(body) }
            guard line.count <= 15, !line.isEmpty,
                line.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let size = Int(String(decoding: line, as: UTF8.self), radix: 16)
            else { return .failed }
            if size == 0 { break }
            body += rest.prefix(size)
            rest = rest.dropFirst(size)
            if rest.isEmpty { return .unfinished(body) }
            guard rest.first == 0x0D else { return .failed }
            if rest.count == 1 { return .unfinished(body) }
            guard rest.dropFirst().first == 0x0A else { return .failed }
            rest = rest.dropFirst(2)
        }
        if let first = rest.first, ByteSet.token.contains(first) { return nil }
        guard rest.starts(with: [0x0D, 0x0A]) else {
            return rest.isEmpty || rest.elementsEqual([0x0D]) ? .unfinished(body) : .failed
        }
        return .complete(body, rest: rest.count - 2)
    }

    private func takeLine(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let end = rest.firstIndex(of: 0x0D), end + 1 < rest.endIndex else { return nil }
        guard rest[end + 1] == 0x0A else { return [0] }
        defer { rest = rest[(end + 2)...] }
        return Array(rest[..<end])
    }

    private func looksBad(_ rest: ArraySlice<UInt8>) -> Bool {
        let digits = rest.prefix { Character(Unicode.Scalar($0)).isHexDigit }
        if digits.count > 15 { return true }
        let tail = rest.dropFirst(digits.count)
        return !(tail.isEmpty || tail.elementsEqual([0x0D]) && !digits.isEmpty)
    }

    @Test("decode as a naive reader does, however they are cut")
    func againstReference() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            var input: [UInt8] = []
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let size = Int.random(in: 1...20, using: &random)
                input += Array((String(size, radix: 16, uppercase: .random(using: &random)) + "\r\n").utf8)
                input += (0..<size).map { _ in [0x0D, 0x0A, 0x61, 0x30].randomElement(using: &random) ?? 0 }
                input += [0x0D, 0x0A]
            }
            input += Array("0\r\n\r\nGET".utf8)
            if Bool.random(using: &random) {
                let place = Int.random(in: 0..<input.count, using: &random)
                input[place] = [0x0D, 0x0A, 0x20, 0x3B, 0x30, 0x67].randomElement(using: &random) ?? 0
            }
            if Bool.random(using: &random) {
                input.removeLast(Int.random(in: 0...input.count, using: &random))
            }
            guard let expected = reference(input) else { continue }
            #expect(decode(input, pieces: [0..<input.count]) == expected)
            #expect(decode(input, pieces: input.indices.map { $0..<$0 + 1 }).sameBody(as: expected))
        }
    }

    @Test(
        "are refused where they are not plain",
        arguments: [
            "5;ext=1\r\n", "5 \r\n", " 5\r\n", "5\n", "5\r\r", "\r\n", "g\r\n", "+5\r\n", "-5\r\n", "0x5\r\n",
            "5\r\nabcdeX",
            "5\r\nabcde\n", "1000000000000000\r\n", "0000000000000000\r\n", "0\r\nX\r\n", "0\r\n: y\r\n",
            "0\r\n x\r\n",
            "0\r\nX: \u{0}\r\n", "0\r\nX: y\n", "0\r\n\rX", "0\r\nX y: z\r\n", "7FFFFFFFFFFFFFFFF\r\n",
        ])
    func refused(text: String) {
        let input = Array(text.utf8)
        #expect(decode(input, pieces: [0..<input.count]) == .failed)
        #expect(decode(input, pieces: input.indices.map { $0..<$0 + 1 }) == .failed)
    }

    @Test("drop trailers, up to a bound")
    func trailers() {
        let input = Array("1\r\na\r\n0\r\nX-Sum: 1\r\nY:\r\n\r\nnext".utf8)
        #expect(decode(input, pieces: [0..<input.count]) == .complete([0x61], rest: 4))
        let many = Array("0\r\n".utf8) + Array(String(repeating: "X: y\r\n", count: 20).utf8)
        let limits = HTTPLimits(trailerBytes: 100)
        #expect(decode(many, pieces: [0..<many.count], limits: limits) == .failed)
    }

    @Test("come back from what was written")
    func roundTrip() {
        var out = ByteBuffer()
        var expected: [UInt8] = []
        for size in [1, 9, 10, 15, 16, 255, 256, 70_000] {
            let piece = [UInt8](repeating: UInt8(truncatingIfNeeded: size), count: size)
            expected += piece
            piece.withUnsafeBytes { ChunkWriter.append($0.bytes, to: &out) }
        }
        [UInt8]().withUnsafeBytes { ChunkWriter.append($0.bytes, to: &out) }
        ChunkWriter.finish(to: &out)
        let input = out.copyBytes()
        #expect(decode(input, pieces: [0..<input.count]) == .complete(expected, rest: 0))
    }
}

extension Chunked {
    /// Equality up to how much came behind the end, which a reader in pieces has not seen.
    fileprivate func sameBody(as other: Chunked) -> Bool {
        switch (self, other) {
        case (.complete(let own, _), .complete(let others, _)): own == others
        default: self == other
        }
    }
}
