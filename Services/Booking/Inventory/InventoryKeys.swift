/// The names of a trip's keys in Redis (SEATS.md).
///
/// They share the trip's hash tag, so they live in one cluster slot.
package struct InventoryKeys: Sendable {
    /// KEYS 1 to 6 of the scripts: seats, holds, due, keys, the channel, the loader's lock.
    package let all: [[UInt8]]

    /// The keys of the trip with this id.
    package init(trip: String) {
        all = ["seats", "holds", "due", "keys", "live", "lock"].map { Array("inv:{\(trip)}:\($0)".utf8) }
    }

    /// The string with a word a seat.
    package var seats: [UInt8] { all[0] }
    /// The channel that is told which seats have changed.
    package var live: [UInt8] { all[4] }
    /// The lock of whoever loads a cold trip.
    package var lock: [UInt8] { all[5] }
}
