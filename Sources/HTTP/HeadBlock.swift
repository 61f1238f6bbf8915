import Bytes

/// The bytes of one head and the places of its fields: memory that is filled again and again.
///
/// Both parts grow to what was needed and stay, so that parsing allocates nothing after the first heads.
@usableFromInline
struct HeadBlock: ~Copyable {
    // Sound: both are allocated and freed only here, the struct is ~Copyable, and what is lent is checked
    // against the counts. `slack` bytes behind the head are always readable, for reads in words.
    @usableFromInline private(set) var base: UnsafeMutablePointer<UInt8>?
    private var capacity = 0
    /// How many bytes of a head are there, with the one slash that stands behind every head.
    @usableFromInline private(set) var count = 0
    private var fieldBase: UnsafeMutablePointer<HeadField>?
    private var fieldCapacity = 0
    private(set) var fieldCount = 0
    /// A bit for each `KnownField` that is present.
    private(set) var present: UInt64 = 0

    private static let slack = 16

    init() {}

    deinit {
        base?.deallocate()
        fieldBase?.deallocate()
    }

    /// Takes in a copy of a head's bytes and forgets the one before.
    ///
    /// A slash is put behind them: the path of an absolute-form target that names none.
    mutating func fill(_ bytes: RawSpan, _ range: Range<Int>) -> UnsafeMutablePointer<UInt8>? {
        fieldCount = 0
        present = 0
        count = 0
        let needed = range.count + Self.slack
        if needed > capacity {
            base?.deallocate()
            capacity = max(1_024, needed + needed / 2)
            base = .allocate(capacity: capacity)
        }
        guard let base, range.upperBound <= bytes.byteCount, range.lowerBound >= 0 else { return nil }
        bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            UnsafeMutableRawPointer(base).copyMemory(from: start + range.lowerBound, byteCount: range.count)
        }
        (base + range.count).initialize(repeating: 0x2F, count: Self.slack)
        count = range.count + 1
        return base
    }

    /// Adds a field.
    @inline(__always)
    mutating func append(_ field: HeadField) {
        if fieldCount == fieldCapacity { growFields() }
        guard let fieldBase else { return }
        (fieldBase + fieldCount).initialize(to: field)
        fieldCount += 1
        present |= 1 << UInt64(field.known.rawValue)
    }

    private mutating func growFields() {
        let larger = max(16, fieldCapacity * 2)
        let memory = UnsafeMutablePointer<HeadField>.allocate(capacity: larger)
        if let fieldBase {
            memory.moveInitialize(from: fieldBase, count: fieldCount)
            fieldBase.deallocate()
        }
        fieldBase = memory
        fieldCapacity = larger
    }

    /// The field at `index`, which must be below `fieldCount`.
    func field(at index: Int) -> HeadField {
        precondition(index >= 0 && index < fieldCount)
        guard let fieldBase else { return HeadField(known: .other, name: 0..<0, value: 0..<0) }
        return fieldBase[index]
    }

    @inline(__always)
    func has(_ known: KnownField) -> Bool {
        present & (1 << UInt64(known.rawValue)) != 0
    }

    func firstValue(_ known: KnownField) -> Range<Int>? {
        guard has(known), let fieldBase else { return nil }
        for index in 0..<fieldCount where fieldBase[index].known == known { return fieldBase[index].value }
        return nil
    }

    /// Lends the bytes at a place inside the head.
    @usableFromInline
    func bytes(at range: Range<Int>) -> UnsafeRawBufferPointer {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return UnsafeRawBufferPointer(
            start: base.map { UnsafeRawPointer($0) + range.lowerBound }, count: range.count)
    }

    var allocatedBytes: Int { capacity + fieldCapacity * MemoryLayout<HeadField>.stride }

    mutating func releaseMemory() {
        base?.deallocate()
        fieldBase?.deallocate()
        base = nil
        fieldBase = nil
        capacity = 0
        count = 0
        fieldCapacity = 0
        fieldCount = 0
        present = 0
    }
}
