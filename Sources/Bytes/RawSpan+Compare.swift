extension RawSpan {
    /// The byte at `index`, which must be below `byteCount`.
    @inlinable
    package func byte(at index: Int) -> UInt8 {
        precondition(index >= 0 && index < byteCount)
        return unsafeLoad(fromByteOffset: index, as: UInt8.self)  // Sound: checked on the line above.
    }

    /// Whether the bytes are exactly those of a literal.
    @inlinable
    package func equals(_ literal: StaticString) -> Bool {
        guard literal.hasPointerRepresentation, literal.utf8CodeUnitCount == byteCount else { return false }
        for index in 0..<byteCount where byte(at: index) != literal.utf8Start[index] { return false }
        return true
    }

    /// Whether the bytes begin with a literal.
    package func starts(with literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        return byteCount >= count && extracting(0..<count).equals(literal)
    }

    /// Whether the bytes are those of a lower-case literal when ASCII capitals are folded.
    @inlinable
    package func equalsIgnoringCase(_ lowerCase: StaticString) -> Bool {
        guard lowerCase.hasPointerRepresentation, lowerCase.utf8CodeUnitCount == byteCount
        else { return false }
        for index in 0..<byteCount {
            var own = byte(at: index)
            if own >= 0x41 && own <= 0x5A { own |= 0x20 }
            if own != lowerCase.utf8Start[index] { return false }
        }
        return true
    }

    /// Whether both spans hold the same bytes; stops at the first difference.
    @inlinable
    package func equals(_ other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        for index in 0..<byteCount where byte(at: index) != other.byte(at: index) { return false }
        return true
    }

    /// Whether both spans hold the same bytes, in a time that depends on their length alone: for secrets.
    package func equalsInConstantTime(_ other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        var difference: UInt8 = 0
        for index in 0..<byteCount { difference |= byte(at: index) ^ other.byte(at: index) }
        return difference == 0
    }

    /// The bytes as an array.
    package func copyBytes() -> [UInt8] {
        withUnsafeBytes { Array($0) }
    }

    /// The bytes as a string, with replacement characters for what is not UTF-8; not for the poll path.
    package func copyString() -> String {
        withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes read as an unsigned decimal number without sign or spaces, or nil.
    package func decimal(maximumDigits: Int = 18) -> Int? {
        guard byteCount > 0, byteCount <= maximumDigits, maximumDigits <= 18 else { return nil }
        var number = 0
        for index in 0..<byteCount {
            let digit = byte(at: index)
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}
