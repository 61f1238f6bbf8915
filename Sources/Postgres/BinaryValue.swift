/// The bytes of one value in the server's binary form; every read is checked against their number.
struct BinaryValue {
    let bytes: UnsafeRawBufferPointer

    /// A big-endian integer that is the whole value.
    func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer? {
        bytes.count == MemoryLayout<Integer>.size ? integer(Integer.self, at: 0) : nil
    }

    /// A big-endian integer somewhere in the value.
    func integer<Integer: FixedWidthInteger>(_: Integer.Type, at place: Int) -> Integer? {
        guard place >= 0, place <= bytes.count - MemoryLayout<Integer>.size else { return nil }
        return Integer(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: Integer.self))
    }

    /// Some of the bytes.
    func part(from place: Int, count: Int) -> BinaryValue? {
        guard place >= 0, count >= 0, place <= bytes.count - count else { return nil }
        return BinaryValue(bytes: UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]))
    }

    /// A value of one of the integer types.
    func integer(of type: UInt32) -> Int64? {
        switch type {
        case PostgresType.int64: integer(Int64.self)
        case PostgresType.int32: integer(Int32.self).map { Int64($0) }
        case PostgresType.int16: integer(Int16.self).map { Int64($0) }
        case PostgresType.oid: integer(UInt32.self).map { Int64($0) }
        case PostgresType.numeric: NumericText.text(self).flatMap { Int64($0) }
        default: nil
        }
    }

    /// A UUID.
    var uuid: PostgresUUID? {
        guard bytes.count == 16, let high = integer(UInt64.self, at: 0), let low = integer(UInt64.self, at: 8)
        else { return nil }
        return PostgresUUID(high: high, low: low)
    }

    /// Microseconds since 1970; the two infinities are the two ends.
    func timestamp(of type: UInt32) -> Int64? {
        switch type {
        case PostgresType.timestamp, PostgresType.timestampWithZone:
            integer(Int64.self).map { $0 == .max || $0 == .min ? $0 : $0 &+ PostgresType.epoch }
        case PostgresType.date:
            integer(Int32.self).map { Int64($0) &* 86_400_000_000 &+ PostgresType.epoch }
        default: nil
        }
    }

    /// The text form of the types that have one here.
    func text(of type: UInt32) -> String? {
        if PostgresType.isText(type) { return String(validating: bytes, as: UTF8.self) }
        switch type {
        case PostgresType.jsonBinary:
            return part(from: 1, count: bytes.count - 1).flatMap {
                String(validating: $0.bytes, as: UTF8.self)
            }
        case PostgresType.bool: return integer(UInt8.self).map { $0 != 0 ? "t" : "f" }
        case PostgresType.uuid: return uuid?.description
        case PostgresType.numeric: return NumericText.text(self)
        case PostgresType.date:
            return integer(Int32.self).map { TimestampText.date(daysSince1970: Int64($0) + 10_957) }
        case PostgresType.timestamp, PostgresType.timestampWithZone:
            return timestamp(of: type).map { TimestampText.text(microseconds: $0) }
        default: return integer(of: type).map { String($0) }
        }
    }
}
