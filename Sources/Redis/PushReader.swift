internal import Bytes

/// Reads what a server says to a connection that only listens: RESP2, whole messages, within bounds.
///
/// Pure: bytes in, messages out. Arrays hold no arrays here: SUBSCRIBE, messages and PONG have none.
struct PushReader: ~Copyable {
    /// One message.
    enum Push: Equatable {
        /// An array of texts; numbers are written out, nil is empty.
        case words([[UInt8]])
        /// A line such as `+OK` or `+PONG`.
        case status
        /// An error of the server, its first word.
        case error(String)
    }

    /// What no server says.
    struct Malformed: Error, Equatable {}

    static let maximumBytes = 1 << 20
    private static let maximumWords = 16

    private var buffer = ByteBuffer()

    /// Lends free memory for a read; the closure says how many bytes it filled.
    mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        buffer.withFree(minimum: 4096, read)
    }

    /// The next whole message, nil until more bytes have come.
    mutating func next() throws(Malformed) -> Push? {
        guard buffer.count <= Self.maximumBytes else { throw Malformed() }
        let (push, used) = try buffer.withReadable { bytes throws(Malformed) in
            var cursor = Cursor()
            let push = try cursor.push(in: bytes)
            return (push, push == nil ? 0 : cursor.place)
        }
        buffer.consume(used)
        if buffer.isEmpty, buffer.allocatedBytes > 64 * 1024 { buffer.releaseMemory() }
        return push
    }

    /// Walks over the bytes that are there; nil wherever they end too early.
    private struct Cursor {
        var place = 0

        mutating func push(in bytes: RawSpan) throws(Malformed) -> Push? {
            guard let line = line(in: bytes) else { return nil }
            guard let kind = line.first else { throw Malformed() }
            let rest = Array(line.dropFirst())
            switch kind {
            case UInt8(ascii: "+"), UInt8(ascii: ":"): return .status
            case UInt8(ascii: "-"):
                return .error(String(decoding: rest.prefix { $0 != 0x20 }, as: UTF8.self))
            case UInt8(ascii: "*"):
                guard let count = Self.number(rest), (0...maximumWords).contains(count) else {
                    throw Malformed()
                }
                return try words(count, in: bytes)
            default: throw Malformed()
            }
        }

        private mutating func words(_ count: Int, in bytes: RawSpan) throws(Malformed) -> Push? {
            var words: [[UInt8]] = []
            for _ in 0..<count {
                guard let line = line(in: bytes) else { return nil }
                let rest = Array(line.dropFirst())
                switch line.first {
                case UInt8(ascii: ":"): words.append(rest)
                case UInt8(ascii: "$"):
                    guard let length = Self.number(rest), length <= maximumBytes else { throw Malformed() }
                    if length < 0 {
                        words.append([])
                        continue
                    }
                    guard place + length + 2 <= bytes.byteCount else { return nil }
                    words.append(bytes.extracting(place..<place + length).copyBytes())
                    place += length + 2
                default: throw Malformed()
                }
            }
            return .words(words)
        }

        /// A line without its end.
        private mutating func line(in bytes: RawSpan) -> [UInt8]? {
            var end = place
            while end < bytes.byteCount, bytes.byte(at: end) != UInt8(ascii: "\n") { end += 1 }
            guard end < bytes.byteCount, end > place else { return nil }
            let line = bytes.extracting(place..<end - 1).copyBytes()
            place = end + 1
            return line
        }

        private static func number(_ digits: [UInt8]) -> Int? {
            guard digits.count <= 10 else { return nil }
            return Int(String(decoding: digits, as: UTF8.self))
        }
    }
}
