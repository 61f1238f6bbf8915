/// The proof of a place in a room's line, as the visitor carries it.
///
/// The value only says what was promised; `Tokens` signs the bytes of `encode`. Every value that exists can
/// be encoded: what does not fit its field makes no slip. The source of the fields is LINE.md 1, 2.12 and
/// 5.6.
package struct Slip: Sendable, Equatable {
    /// What a slip promises.
    package enum Kind: Sendable, Equatable {
        /// The place `number` in the line, from 1.
        case place(number: Int)
        /// The entry `number` before the draw, from 1; its place is not known yet.
        case entry(number: Int)
        /// A place that gateway `boot` promised while the store was away: the `sequence`th of its bucket.
        case provisional(boot: UInt64, sequence: UInt32)
    }

    /// The numbers that a slip can hold end here: 48 bits, which a script's floating point keeps exactly.
    package static let limit: UInt64 = 1 << 48
    /// How many milliseconds of arrivals share a bucket of provisional places.
    package static let bucketMilliseconds: Int64 = 250

    /// The room whose line it is.
    package let room: RoomName
    /// The room's epoch; numbers are dense within it.
    package let epoch: UInt32
    /// The generation of the line when the slip was given.
    package let gen: UInt64
    /// What is promised.
    package let kind: Kind
    /// When it was given: Redis-corrected room time in milliseconds since 1970.
    package let time: Int64
    /// Eight bytes of the account's hash, or 0 for a slip that is bound to nobody.
    package let binding: UInt64

    /// A slip, or nil when a field is negative, a number is 0, or something does not fit into 48 bits.
    package init?(room: RoomName, epoch: UInt32, gen: UInt64, kind: Kind, time: Int64, binding: UInt64 = 0) {
        guard gen < Self.limit, time >= 0, UInt64(time) < Self.limit else { return nil }
        switch kind {
        case .place(let number), .entry(let number):
            guard number >= 1, UInt64(number) < Self.limit else { return nil }
        case .provisional(let boot, _):
            guard boot < Self.limit else { return nil }
        }
        self.room = room
        self.epoch = epoch
        self.gen = gen
        self.kind = kind
        self.time = time
        self.binding = binding
    }

    /// The bucket of 250 ms in which the slip was given, which orders provisional places across gateways.
    ///
    /// It is derived from the time, so that the two cannot disagree.
    package var bucket: Int64 { time / Self.bucketMilliseconds }

    /// The place in the line, or nil for an entry and a provisional slip.
    package var place: Int? {
        if case .place(let number) = kind { number } else { nil }
    }
}
