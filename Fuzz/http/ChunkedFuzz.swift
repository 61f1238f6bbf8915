import Bytes
import HTTP

/// Chunked bodies: the same body in one piece and in two.
enum ChunkedFuzz {
    private struct Outcome: Equatable {
        var body: [UInt8] = []
        var end: Int?
        var error: ChunkedError?
    }

    static func run(_ input: [UInt8], cut: Int) {
        let whole = decode(input, [0..<input.count])
        let pieces = decode(input, [0..<cut, cut..<input.count])
        precondition(whole == pieces, "cut at \(cut): \(whole) and \(pieces)")
    }

    private static func decode(_ input: [UInt8], _ pieces: [Range<Int>]) -> Outcome {
        var decoder = ChunkedDecoder(limits: HTTPLimits(trailerBytes: 64))
        var outcome = Outcome()
        for piece in pieces {
            let bytes = Array(input[piece])
            var offset = 0
            reading: while true {
                switch bytes.withUnsafeBytes({ decoder.next($0.bytes, from: offset) }) {
                case .needMore: break reading
                case .body(let range):
                    precondition(range.lowerBound >= offset && !range.isEmpty)
                    outcome.body += bytes[range]
                    offset = range.upperBound
                case .end(let count):
                    outcome.end = piece.lowerBound + count
                    return outcome
                case .failed(let error):
                    outcome.error = error
                    return outcome
                }
            }
        }
        return outcome
    }
}
