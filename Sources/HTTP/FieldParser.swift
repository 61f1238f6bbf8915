/// Reads field lines (RFC 9112 section 5) strictly, over bytes that are known to end with an empty line.
///
/// That end is what makes the loops safe: every scan stops at a carriage return at the latest, and the last
/// one is followed by a line feed and by `HeadBlock`'s slack.
enum FieldParser {
    /// Reads the field line at `index` and moves `index` to the next line; nil at the empty line.
    @inline(__always)
    static func next(
        _ bytes: UnsafePointer<UInt8>, _ index: inout Int
    ) throws(RequestError) -> HeadField? {
        let start = index
        let set = ByteSet.token
        var position = start
        while set.contains(bytes[position]) { position += 1 }
        guard position > start, bytes[position] == 0x3A else {
            if position == start, bytes[position] == 0x0D, bytes[position + 1] == 0x0A { return nil }
            throw badName(bytes, start, position)
        }
        let nameEnd = position
        let known = KnownField.find(bytes + start, nameEnd - start)

        position += 1
        while bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        let valueStart = position
        position = Word.firstControl(bytes, from: position)
        while bytes[position] == 0x09 { position = Word.firstControl(bytes, from: position + 1) }
        guard bytes[position] == 0x0D else { throw .controlInValue }
        guard bytes[position + 1] == 0x0A else { throw .bareCarriageReturn }
        index = position + 2
        while position > valueStart, bytes[position - 1] == 0x20 || bytes[position - 1] == 0x09 {
            position -= 1
        }
        return HeadField(known: known, name: start..<nameEnd, value: valueStart..<position)
    }

    private static func badName(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ position: Int) -> RequestError
    {
        switch bytes[position] {
        case 0x20, 0x09: position == start ? .foldedField : .spaceBeforeColon
        case 0x0D: bytes[position + 1] == 0x0A ? .badFieldName : .bareCarriageReturn
        default: .badFieldName
        }
    }
}
