package import Postgres

/// How a hold stands in Postgres (`booking.standing`).
package struct HoldStanding: Sendable, Equatable {
    /// What became of a hold.
    package enum Status: String, Sendable {
        /// Its seats are taken until it expires.
        case held
        /// Its seats are taken for good.
        case sold
        /// Its time ran out.
        case expired
        /// Its owner let go of it.
        case released
        /// Its tickets were given back.
        case cancelled
        /// There is no such hold, and never will be: a tombstone.
        case void
    }

    /// The hold.
    package let id: PostgresUUID
    /// The trip.
    package let trip: String
    /// The seats, ascending.
    package let seats: [Int]
    /// A bit for each leg; 0 for a tombstone.
    package let mask: UInt32
    /// What became of it.
    package let status: Status
    /// What Redis knows the attempt by, or nothing.
    package let digest: [UInt8]
    /// Until it expires, by the database's clock; negative when it is due.
    package let left: Duration

    /// Reads the columns of `booking.standing`, from a column on.
    package init(_ row: PostgresRow, from first: Int = 0) throws(PostgresError) {
        id = try row.uuid(first)
        trip = try row.text(first + 1)
        seats = try row.int32Array(first + 2).map { Int($0) }
        let (start, end) = (try row.int(first + 3), try row.int(first + 4))
        mask = Stretch(from: start, to: end, legs: Stretch.mostLegs)?.mask ?? 0
        guard let status = Status(rawValue: try row.text(first + 5)) else {
            throw PostgresError(.unexpectedValue, "an unknown status of a hold")
        }
        self.status = status
        digest = try row.bytes(first + 6)
        left = .milliseconds(try row.int64(first + 7))
    }

    /// The seats under the id, as Redis knows them.
    package var claim: SeatClaim {
        SeatClaim(id: id.bytes, digest: digest, mask: mask, seats: seats)
    }

    /// How long it stands; nil when it stands no more.
    package var term: HoldTerm? {
        switch status {
        case .held: .held(left: left)
        case .sold: .sold
        case .expired, .released, .cancelled, .void: nil
        }
    }
}
