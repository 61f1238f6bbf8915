package import Bytes
internal import Contracts
internal import Postgres

/// The bytes of a pass, and the text in which they travel.
///
///     offset  bytes
///          0      1  version, 1
///          1      4  key id
///          5     16  ticket id
///         21      2  service date, days since 1970
///         23      1  stop at which the journey begins
///         24      1  stop at which it ends
///         25      4  valid from, seconds since 1970
///         29      4  valid until
///         33      8  passenger digest
///         41  1 + n  train      (length, then ASCII)
///             1 + n  seat
///             1 + n  class
///                64  Ed25519 signature of all bytes before it
///
/// Numbers are big-endian. In text: `GT1:` and the bytes in base45, which a QR symbol holds in its
/// alphanumeric mode: at most 232 characters, version 9 at level M. A pass has exactly one spelling.
extension TicketPass {
    /// The version that this program writes and reads.
    package static let version: UInt8 = 1
    /// What every text of a pass begins with.
    package static let prefix: StaticString = "GT1:"
    /// The most characters of a text.
    package static let maximumCharacters = 232
    static let signatureBytes = 64

    /// Appends all bytes but the signature.
    package func encode(keyID: UInt32, into out: inout ByteBuffer) {
        out.append(Self.version)
        out.append(bigEndian: UInt64(keyID), bytes: 4)
        out.append(bigEndian: ticket.high, bytes: 8)
        out.append(bigEndian: ticket.low, bytes: 8)
        out.append(bigEndian: UInt64(clamping: date.days), bytes: 2)
        out.append(fromStop)
        out.append(toStop)
        out.append(bigEndian: UInt64(validFrom), bytes: 4)
        out.append(bigEndian: UInt64(validUntil), bytes: 4)
        out.append(bigEndian: passenger, bytes: 8)
        for code in [train, seat, seatClass] {
            out.append(UInt8(truncatingIfNeeded: code.utf8.count))
            out.append(string: code)
        }
    }

    /// The pass of these bytes, the signature not among them, and the id of the key that it names.
    ///
    /// Any bytes may be given: they are a pass or an error.
    package static func decode(_ bytes: RawSpan) throws(PassError) -> (pass: TicketPass, keyID: UInt32) {
        guard bytes.byteCount > 0 else { throw .malformed("length") }
        guard bytes.byte(at: 0) == version else { throw .unknownVersion(bytes.byte(at: 0)) }
        guard bytes.byteCount >= 41 else { throw .malformed("length") }
        var rest = 41
        let train = try code(bytes, &rest, "train")
        let seat = try code(bytes, &rest, "seat")
        let seatClass = try code(bytes, &rest, "class")
        guard rest == bytes.byteCount else { throw .malformed("length") }
        let pass = try TicketPass(
            ticket: PostgresUUID(high: bytes.bigEndian(at: 5, 8), low: bytes.bigEndian(at: 13, 8)),
            train: train, date: CivilDate(days: Int(bytes.bigEndian(at: 21, 2))),
            fromStop: bytes.byte(at: 23), toStop: bytes.byte(at: 24), seat: seat, seatClass: seatClass,
            validFrom: UInt32(bytes.bigEndian(at: 25, 4)), validUntil: UInt32(bytes.bigEndian(at: 29, 4)),
            passenger: bytes.bigEndian(at: 33, 8))
        return (pass, UInt32(bytes.bigEndian(at: 1, 4)))
    }

    private static func code(
        _ bytes: RawSpan, _ offset: inout Int, _ field: String
    ) throws(PassError) -> String {
        guard offset < bytes.byteCount else { throw .malformed(field) }
        let start = offset + 1
        let end = start + Int(bytes.byte(at: offset))
        guard end <= bytes.byteCount else { throw .malformed(field) }
        offset = end
        return bytes.extracting(start..<end).copyString()
    }
}

extension RawSpan {
    /// The number that `count` bytes from `offset` make, the highest first; they must be there.
    fileprivate func bigEndian(at offset: Int, _ count: Int) -> UInt64 {
        var number: UInt64 = 0
        for index in offset..<(offset + count) { number = number << 8 | UInt64(byte(at: index)) }
        return number
    }
}
