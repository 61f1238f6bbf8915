/// Comparison and search in words of eight bytes, for the inner loops of the parsers.
enum Word {
    /// Whether `length` bytes are those of a literal of the same length.
    @inline(__always)
    static func equal(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ literal: StaticString) -> Bool {
        differing(bytes, length, literal, fold: 0) == 0
    }

    /// Whether `length` token bytes are those of a lower-case literal of the same length, capitals folded.
    ///
    /// Folding sets bit 5 of every byte. That is exact here: the literals have letters, digits and `-`, and
    /// no other token byte becomes one of those.
    @inline(__always)
    static func equalFolded(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ literal: StaticString) -> Bool {
        differing(bytes, length, literal, fold: 0x2020_2020_2020_2020) == 0
    }

    @inline(__always)
    private static func differing(
        _ bytes: UnsafePointer<UInt8>, _ length: Int, _ literal: StaticString, fold: UInt64
    ) -> UInt64 {
        assert(literal.utf8CodeUnitCount == length)
        // Sound: all loads stay below `length`, which both sides have; the last ones overlap those before.
        let left = UnsafeRawPointer(bytes)
        let right = UnsafeRawPointer(literal.utf8Start)
        var difference: UInt64 = 0
        if length >= 8 {
            var index = 0
            while index + 8 <= length {
                difference |= (load8(left, index) | fold) ^ load8(right, index)
                index += 8
            }
            if index < length { difference |= (load8(left, length - 8) | fold) ^ load8(right, length - 8) }
        } else if length >= 4 {
            let fold4 = UInt32(truncatingIfNeeded: fold)
            difference = UInt64((load4(left, 0) | fold4) ^ load4(right, 0))
            difference |= UInt64((load4(left, length - 4) | fold4) ^ load4(right, length - 4))
        } else {
            for index in 0..<length {
                difference |= UInt64(
                    (bytes[index] | UInt8(truncatingIfNeeded: fold)) ^ literal.utf8Start[index])
            }
        }
        return difference
    }

    /// The first byte at or after `index` that is a control byte (below 32) or 127.
    ///
    /// The caller promises that there is one (a head ends with CR LF) and eight readable bytes behind it.
    @inline(__always)
    static func firstControl(_ bytes: UnsafePointer<UInt8>, from index: Int) -> Int {
        var index = index
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        while true {
            let word = load8(UnsafeRawPointer(bytes), index)
            // A borrow can flag bytes above a true hit only, so the lowest flag is exact.
            let small = (word &- ones &* 32) & ~word
            let other = word ^ (ones &* 127)
            let delete = (other &- ones) & ~other
            let hits = (small | delete) & tops
            if hits != 0 { return index + hits.trailingZeroBitCount / 8 }
            index += 8
        }
    }

    @inline(__always)
    private static func load8(_ bytes: UnsafeRawPointer, _ index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    @inline(__always)
    private static func load4(_ bytes: UnsafeRawPointer, _ index: Int) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
    }
}
