/// Walks over the items of a comma-separated value (RFC 9110 section 5.6.1); empty items are skipped.
struct ListScan {
    private let bytes: UnsafePointer<UInt8>
    private var position: Int
    private let end: Int

    /// The list at a place inside a head's bytes, which must outlive the walk.
    @inline(__always)
    init(_ bytes: UnsafePointer<UInt8>, _ value: Range<Int>) {
        self.bytes = bytes
        position = value.lowerBound
        end = value.upperBound
    }

    /// The next item without the spaces around it.
    mutating func next() -> Range<Int>? {
        while position < end, isSpace(bytes[position]) || bytes[position] == 0x2C { position += 1 }
        guard position < end else { return nil }
        let start = position
        while position < end, bytes[position] != 0x2C { position += 1 }
        var stop = position
        while stop > start, isSpace(bytes[stop - 1]) { stop -= 1 }
        return start..<stop
    }

    @inline(__always)
    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
