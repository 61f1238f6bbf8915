extension ByteBuffer {
    /// Appends one byte.
    @inlinable
    package mutating func append(_ byte: UInt8) {
        reserve(1)
        base?.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
        end += 1
    }

    /// Appends a literal.
    @inlinable
    package mutating func append(_ literal: StaticString) {
        // Sound: a StaticString's memory is constant; literals of one scalar are not used here.
        precondition(literal.hasPointerRepresentation)
        append(UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends the bytes of a span.
    @inlinable
    package mutating func append(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { append($0) }
    }

    /// Appends an array of bytes.
    @inlinable
    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    /// Appends a string's UTF-8; not for the poll path, where prepared bytes are used.
    package mutating func append(string: String) {
        var string = string
        string.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends memory that is valid for the length of the call.
    @inlinable
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        guard let base else { return }
        (base + end).copyMemory(from: source, byteCount: bytes.count)
        end += bytes.count
    }

    /// Appends a number in decimal digits.
    @inlinable
    package mutating func append(decimal number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(decimal: number.magnitude)
    }

    /// Appends a number in decimal digits.
    @inlinable
    package mutating func append(decimal number: UInt) {
        reserve(20)
        guard let base else { return }
        var digits = 1
        var bound: UInt = 10
        while digits < 20, number >= bound {
            digits += 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        var rest = number
        var position = end + digits
        repeat {
            position -= 1
            let digit = UInt8(truncatingIfNeeded: rest % 10) &+ 0x30
            base.storeBytes(of: digit, toByteOffset: position, as: UInt8.self)
            rest /= 10
        } while position > end
        end += digits
    }

    /// Appends a number in decimal digits, padded with zeros on the left to `width` digits.
    package mutating func append(decimal number: Int, width: Int) {
        precondition(number >= 0)
        var bound = 10
        var digits = 1
        while digits < width {
            if number < bound { append(UInt8(ascii: "0")) }
            digits += 1
            bound = bound &* 10
        }
        append(decimal: number)
    }

    /// Appends a number in lower-case hexadecimal digits, padded with zeros on the left to `width` digits.
    package mutating func append(hex number: UInt64, width: Int) {
        var shift = width * 4
        while shift > 0 {
            shift -= 4
            let digit = UInt8(truncatingIfNeeded: (shift < 64 ? number >> UInt64(shift) : 0) & 15)
            append(digit < 10 ? digit + 0x30 : digit + 0x57)
        }
    }

    /// The unread bytes as an array: for tests and places where a copy is wanted.
    package borrowing func copyBytes() -> [UInt8] {
        withUnsafeReadable { Array($0) }
    }
}
