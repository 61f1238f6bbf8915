/// The values of one statement in the form in which libpq takes them, in memory that is used again.
///
/// Texts that go in text form are ended by a zero, as libpq reads them; all others go with their length.
struct ParameterBuffer {
    /// The most parameters of a statement in the protocol.
    private static let mostValues = 65_535

    private(set) var bytes: [UInt8] = []
    /// Where each value begins; below zero it is NULL.
    private(set) var starts: [Int] = []
    private(set) var lengths: [Int32] = []
    /// 1 where a value is in binary form.
    private(set) var formats: [Int32] = []

    /// Says what of a statement's values cannot be sent.
    static func check(_ values: [PostgresValue], types: [UInt32]) throws(PostgresError) {
        guard values.count == types.count, values.count <= Self.mostValues else {
            throw PostgresError(.invalidArgument, "\(values.count) values for \(types.count) parameters")
        }
        for (index, value) in values.enumerated() {
            let hasZero: Bool
            switch value {
            case .text(let text) where !PostgresType.isText(types[index]), .json(let text):
                hasZero = text.utf8.contains(0)
            case .textArray(let texts) where types[index] != PostgresType.textArray:
                hasZero = texts.contains { $0.utf8.contains(0) }
            default: hasZero = false
            }
            // libpq would read the text only up to there.
            if hasZero {
                var error = PostgresError(.invalidArgument, "a zero byte in $\(index + 1)")
                error.sqlState = .characterNotInRepertoire
                throw error
            }
        }
    }

    /// Writes all values for the types that the server expects; `check` has seen them.
    mutating func fill(_ values: [PostgresValue], types: [UInt32]) {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for (value, type) in zip(values, types) {
            let start = bytes.count
            let isBinary = append(value, as: type)
            starts.append(value == .null ? -1 : start)
            lengths.append(Int32(clamping: bytes.count - start))
            formats.append(isBinary ? 1 : 0)
            if !isBinary { bytes.append(0) }
        }
    }

    /// Lends the values as pointers, and lets go of memory that an unusually large statement took.
    mutating func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        let result = bytes.withUnsafeBytes { raw in
            // Sound: each start lies within the buffer, and CChar is a byte; lent for the call only.
            let pointers = starts.map { start in
                start < 0
                    ? nil : raw.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
            }
            return body(pointers, lengths, formats)
        }
        if bytes.capacity > 1 << 20 { bytes = [] }
        return result
    }
}

extension ParameterBuffer {
    /// Appends the binary form and answers true, or the text form and answers false.
    private mutating func append(_ value: PostgresValue, as type: UInt32) -> Bool {
        switch (value, type) {
        case (.null, _): return true
        case (.bool(let truth), PostgresType.bool): bytes.append(truth ? 1 : 0)
        case (.int32(let number), _): return append(Int64(number), as: type)
        case (.int64(let number), _): return append(number, as: type)
        case (.double(let number), PostgresType.double): append(bigEndian: number.bitPattern)
        case (.text(let text), _) where PostgresType.isText(type),
            (.json(let text), PostgresType.json):
            bytes.append(contentsOf: text.utf8)
        case (.json(let text), PostgresType.jsonBinary):
            bytes.append(1)
            bytes.append(contentsOf: text.utf8)
        case (.bytes(let content), PostgresType.bytes): bytes.append(contentsOf: content)
        case (.uuid(let uuid), PostgresType.uuid): append(uuid)
        case (.timestamp(let microseconds), PostgresType.timestampWithZone),
            (.timestamp(let microseconds), PostgresType.timestamp):
            append(bigEndian: microseconds &- PostgresType.epoch)
        case (.int32Array(let numbers), PostgresType.int32Array):
            appendArray(numbers, of: PostgresType.int32, width: 4) { $0.append(bigEndian: $1) }
        case (.int64Array(let numbers), PostgresType.int64Array):
            appendArray(numbers, of: PostgresType.int64, width: 8) { $0.append(bigEndian: $1) }
        case (.uuidArray(let uuids), PostgresType.uuidArray):
            appendArray(uuids, of: PostgresType.uuid, width: 16) { $0.append($1) }
        case (.textArray(let texts), PostgresType.textArray):
            appendArray(texts, of: PostgresType.text, width: nil) { $0.bytes.append(contentsOf: $1.utf8) }
        default:
            bytes.append(contentsOf: value.text.utf8)
            return false
        }
        return true
    }

    /// A number as the integer type that is expected, or as text where it does not fit: the server refuses
    /// that.
    private mutating func append(_ number: Int64, as type: UInt32) -> Bool {
        switch type {
        case PostgresType.int64: append(bigEndian: number)
        case PostgresType.int32 where Int32(exactly: number) != nil:
            append(bigEndian: Int32(truncatingIfNeeded: number))
        case PostgresType.int16 where Int16(exactly: number) != nil:
            append(bigEndian: Int16(truncatingIfNeeded: number))
        default:
            bytes.append(contentsOf: String(number).utf8)
            return false
        }
        return true
    }

    private mutating func append(_ uuid: PostgresUUID) {
        append(bigEndian: uuid.high)
        append(bigEndian: uuid.low)
    }

    private mutating func append(bigEndian number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// One dimension that begins at 1, without NULLs; nothing at all is an array without dimensions.
    private mutating func appendArray<Element>(
        _ elements: [Element], of type: UInt32, width: Int?,
        _ write: (inout ParameterBuffer, Element) -> Void
    ) {
        append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
        append(bigEndian: Int32(0))
        append(bigEndian: type)
        if elements.isEmpty { return }
        append(bigEndian: Int32(elements.count))
        append(bigEndian: Int32(1))
        for element in elements {
            let place = bytes.count
            append(bigEndian: Int32(width ?? 0))
            write(&self, element)
            if width == nil {
                let length = UInt32(bytes.count - place - 4)
                for index in 0..<4 {
                    bytes[place + index] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * index))
                }
            }
        }
    }
}
