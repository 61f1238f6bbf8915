import Bytes

/// Decodes a chunked body (RFC 9112 section 7.1) piece by piece, holding a few words of state and no bytes.
///
/// Chunk extensions and spaces around sizes are refused: nobody needs them, and servers read them
/// differently. Trailers are checked, bounded and dropped.
package struct ChunkedDecoder: Sendable {
    /// What the next bytes of the input are.
    package enum Step: Sendable, Equatable {
        /// All input is taken in and more is needed.
        case needMore
        /// These bytes of the input are body; everything before their end is done with.
        case body(Range<Int>)
        /// The body is complete; the next message begins after so many bytes of the input.
        case end(byteCount: Int)
        /// The input is no chunked body.
        case failed(ChunkedError)
    }

    private enum State {
        case sizeStart, size, sizeLineEnd
        case data, dataEnd, dataLineEnd
        case trailerStart, trailerName, trailerValue, trailerLineEnd, lastLineEnd
        case done
    }

    private var state = State.sizeStart
    private var remaining = 0
    private var digits = 0
    private var trailerBytes = 0
    private let trailerLimit: Int

    /// A decoder at the beginning of a body.
    package init(limits: HTTPLimits = HTTPLimits()) {
        trailerLimit = limits.trailerBytes
    }

    /// Whether the body is complete.
    package var isDone: Bool {
        if case .done = state { true } else { false }
    }

    /// Takes in `input` from `offset` on, up to the next piece of body.
    ///
    /// After `body` call again with the end of its range as the offset; after `needMore` call again with new
    /// input (all of this one is consumed); after `end` or `failed` don't call again.
    package mutating func next(_ input: RawSpan, from offset: Int) -> Step {
        guard offset >= 0 else { return .needMore }
        var position = offset
        while position < input.byteCount {
            switch state {
            case .data:
                let length = min(remaining, input.byteCount - position)
                remaining -= length
                if remaining == 0 { state = .dataEnd }
                return .body(position..<position + length)
            case .done: return .end(byteCount: position)
            case .sizeStart, .size, .sizeLineEnd, .dataEnd, .dataLineEnd:
                if let error = readFraming(input.byte(at: position)) { return .failed(error) }
            default:
                if let error = readTrailer(input.byte(at: position)) { return .failed(error) }
            }
            position += 1
        }
        return isDone ? .end(byteCount: position) : .needMore
    }

    private mutating func readFraming(_ byte: UInt8) -> ChunkedError? {
        switch state {
        case .sizeStart, .size:
            if let digit = Self.digit(byte) {
                digits += 1
                guard digits <= 15 else { return .badSize }
                remaining = remaining << 4 | digit
                state = .size
                return nil
            }
            guard byte == 0x0D, digits > 0 else { return .badSize }
            state = .sizeLineEnd
        case .sizeLineEnd:
            guard byte == 0x0A else { return .badSize }
            state = remaining == 0 ? .trailerStart : .data
        case .dataEnd:
            guard byte == 0x0D else { return .badChunkEnd }
            state = .dataLineEnd
        default:
            guard byte == 0x0A else { return .badChunkEnd }
            digits = 0
            state = .sizeStart
        }
        return nil
    }

    private mutating func readTrailer(_ byte: UInt8) -> ChunkedError? {
        switch state {
        case .trailerStart where byte == 0x0D:
            state = .lastLineEnd
            return nil
        case .lastLineEnd:
            guard byte == 0x0A else { return .badTrailer }
            state = .done
            return nil
        case .trailerStart:
            guard ByteSet.token.contains(byte) else { return .badTrailer }
            state = .trailerName
        case .trailerName:
            if byte == 0x3A {
                state = .trailerValue
            } else if !ByteSet.token.contains(byte) {
                return .badTrailer
            }
        case .trailerValue:
            if byte == 0x0D {
                state = .trailerLineEnd
            } else if byte < 0x20 && byte != 0x09 || byte == 0x7F {
                return .badTrailer
            }
        default:
            guard byte == 0x0A else { return .badTrailer }
            state = .trailerStart
        }
        trailerBytes += 1
        return trailerBytes > trailerLimit ? .trailersTooLarge : nil
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte - 0x30)
        case 0x41...0x46: Int(byte - 0x41 + 10)
        case 0x61...0x66: Int(byte - 0x61 + 10)
        default: nil
        }
    }
}
