package import Bytes

/// Takes a message's body out of its framing, piece by piece, whatever the framing is.
package struct BodyDecoder: Sendable {
    private enum Progress {
        case length(left: Int)
        case chunked(ChunkedDecoder)
        case untilClose
        case complete
    }

    private var progress: Progress

    /// A decoder at the beginning of a body.
    package init(_ framing: BodyFraming, limits: HTTPLimits = HTTPLimits()) {
        progress =
            switch framing {
            case .none, .length(0): .complete
            case .length(let count): .length(left: count)
            case .chunked: .chunked(ChunkedDecoder(limits: limits))
            case .untilClose: .untilClose
            }
    }

    /// Whether the whole body was taken.
    package var isComplete: Bool {
        if case .complete = progress { true } else { false }
    }

    /// The stream has ended; answers whether that is a proper end of this body.
    package mutating func endOfInput() -> Bool {
        switch progress {
        case .complete: return true
        case .untilClose:
            progress = .complete
            return true
        case .length, .chunked: return false
        }
    }

    /// Appends the body bytes in `input` to `sink` and adds to `consumed` what is done with.
    ///
    /// Stops behind the body's end: what follows belongs to the next message. Answers whether the framing is
    /// sound.
    package mutating func decode(_ input: RawSpan, into sink: inout ByteBuffer, consumed: inout Int) -> Bool {
        switch progress {
        case .complete:
            return true
        case .length(let left):
            let count = min(left, input.byteCount)
            sink.append(input.extracting(0..<count))
            consumed += count
            progress = count == left ? .complete : .length(left: left - count)
            return true
        case .untilClose:
            sink.append(input)
            consumed += input.byteCount
            return true
        case .chunked(var decoder):
            return decode(input, with: &decoder, into: &sink, consumed: &consumed)
        }
    }

    private mutating func decode(
        _ input: RawSpan, with decoder: inout ChunkedDecoder, into sink: inout ByteBuffer, consumed: inout Int
    ) -> Bool {
        var position = 0
        while true {
            switch decoder.next(input, from: position) {
            case .body(let range):
                sink.append(input.extracting(range))
                position = range.upperBound
            case .needMore:
                consumed += input.byteCount
                progress = .chunked(decoder)
                return true
            case .end(let count):
                consumed += count
                progress = .complete
                return true
            case .failed:
                return false
            }
        }
    }
}
