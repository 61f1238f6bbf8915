/// Walks over the pairs of a Cookie value (RFC 6265 section 4.2.1); pairs without `=` are passed over.
struct CookieScan {
    private let bytes: UnsafePointer<UInt8>
    private var position: Int
    private let end: Int

    /// One cookie: where its name, its value and the whole pair stand.
    struct Pair {
        let name: Range<Int>
        let value: Range<Int>

        var whole: Range<Int> { name.lowerBound..<value.upperBound }
    }

    /// The cookies at a place inside a head's bytes, which must outlive the walk.
    init(_ bytes: UnsafePointer<UInt8>, _ value: Range<Int>) {
        self.bytes = bytes
        position = value.lowerBound
        end = value.upperBound
    }

    /// The next pair without the spaces around it.
    mutating func next() -> Pair? {
        while position < end {
            while position < end, isSpace(bytes[position]) || bytes[position] == 0x3B { position += 1 }
            let start = position
            var equals = -1
            while position < end, bytes[position] != 0x3B {
                if equals < 0, bytes[position] == 0x3D { equals = position }
                position += 1
            }
            guard equals >= 0 else { continue }
            var stop = position
            while stop > equals + 1, isSpace(bytes[stop - 1]) { stop -= 1 }
            var nameEnd = equals
            while nameEnd > start, isSpace(bytes[nameEnd - 1]) { nameEnd -= 1 }
            return Pair(name: start..<nameEnd, value: equals + 1..<stop)
        }
        return nil
    }

    @inline(__always)
    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
