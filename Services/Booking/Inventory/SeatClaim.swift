/// Seats on a stretch under one id: what an attempt asks for, and what a hold has.
package struct SeatClaim: Sendable, Equatable {
    /// How long a digest is, in bytes; a claim that no client's key stands for has none.
    package static let digestLength = 16

    /// The 16 bytes of the hold's id.
    package var id: [UInt8]
    /// What Redis knows the attempt by: a digest of account, route and idempotency key, or nothing.
    package var digest: [UInt8]
    /// A bit for each leg.
    package var mask: UInt32
    /// One to four different numbers, ascending.
    package var seats: [Int]

    /// A claim.
    package init(id: [UInt8], digest: [UInt8], mask: UInt32, seats: [Int]) {
        self.id = id
        self.digest = digest
        self.mask = mask
        self.seats = seats
    }

    /// The claim as a value of `holds`: mask, count, numbers, digest; little-endian.
    var packed: [UInt8] {
        var bytes = Self.littleEndian(mask)
        bytes.append(UInt8(seats.count))
        for seat in seats {
            bytes.append(UInt8(truncatingIfNeeded: seat))
            bytes.append(UInt8(truncatingIfNeeded: seat >> 8))
        }
        return bytes + digest
    }

    static func littleEndian(_ word: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
    }
}
