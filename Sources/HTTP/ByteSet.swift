/// A set of ASCII bytes as two words, so that a test is a shift in registers rather than a table in memory.
struct ByteSet {
    private let low: UInt64
    private let high: UInt64

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// Whether the set has this byte; bytes from 128 up are in no set.
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let word = byte < 64 ? low : high
        return byte < 128 && (word &>> UInt64(byte & 63)) & 1 != 0
    }

    // The words are spelled as numbers so that they are constants in the code; a test spells out
    // the characters.

    /// `tchar` of RFC 9110 section 5.6.2: what methods and field names are made of.
    static var token: ByteSet { ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }
    /// Bytes of a path: printable ASCII without space, `#`, `?` and the backslash.
    ///
    /// Some servers read a backslash as a slash.
    static var path: ByteSet { ByteSet(low: 0x7FFF_FFF6_0000_0000, high: 0x7FFF_FFFF_EFFF_FFFF) }
    /// Bytes of a query: printable ASCII without space and `#`.
    static var query: ByteSet { ByteSet(low: 0xFFFF_FFF6_0000_0000, high: 0x7FFF_FFFF_FFFF_FFFF) }
    /// Bytes of a host name: letters, digits, `-`, `.`, `_` and `~`; no percent signs and no sub-delimiters.
    static var host: ByteSet { ByteSet(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }
    /// Bytes of an address in brackets: hexadecimal digits, colons and dots.
    static var address: ByteSet { ByteSet(low: 0x07FF_4000_0000_0000, high: 0x0000_007E_0000_007E) }
}
