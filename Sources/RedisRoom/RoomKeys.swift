package import WaitingRoom

/// The names of a room's keys in Redis (LINE.md 3).
///
/// All share the room's hash tag, so they live in one cluster slot.
package struct RoomKeys: Sendable {
    /// The number of hashes over which accounts are spread: 64 in each at 33 million people.
    package static let accountBuckets: UInt64 = 524_288

    /// KEYS 1 to 14 of every script, in their order.
    package let all: [[UInt8]]
    private let prefix: String

    /// The keys of the room with this name.
    package init(room: String) {
        let prefix = "sluice:{\(room)}:"
        self.prefix = prefix
        all = [
            "state", "present:0", "present:1", "present:2", "claimed", "active", "called", "door", "ended",
            "calls", "factors", "log", "prov", "ends",
        ].map { Array((prefix + $0).utf8) }
    }

    /// The hash that holds an account's place in an epoch; each epoch has numbers of its own for its hashes.
    package func who(_ account: AccountKey, epoch: UInt32) -> [UInt8] {
        let number = UInt64(epoch) * Self.accountBuckets + account.bits % Self.accountBuckets
        return Array("\(prefix)who:\(number)".utf8)
    }
}
