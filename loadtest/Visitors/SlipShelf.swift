import Bytes

/// The slips of all visitors in one block of memory: 128 bytes each.
struct SlipShelf {
    /// The longest slip that fits; DESIGN.md 4 keeps them under 120 bytes.
    static let maximum = 127

    private var bytes: [UInt8]

    /// Room for the slips of so many visitors.
    init(count: Int) {
        bytes = [UInt8](repeating: 0, count: count * (Self.maximum + 1))
    }

    /// Keeps a slip; false when it is too long.
    mutating func put(_ slip: RawSpan, for visitor: Int) -> Bool {
        guard slip.byteCount <= Self.maximum else { return false }
        let start = visitor * (Self.maximum + 1)
        bytes[start] = UInt8(slip.byteCount)
        for index in 0..<slip.byteCount { bytes[start + 1 + index] = slip.byte(at: index) }
        return true
    }

    /// Appends a visitor's slip.
    func append(_ visitor: Int, to output: inout ByteBuffer) {
        let start = visitor * (Self.maximum + 1)
        let count = Int(bytes[start])
        bytes.withUnsafeBytes {
            output.append(UnsafeRawBufferPointer(rebasing: $0[(start + 1)..<(start + 1 + count)]))
        }
    }
}
