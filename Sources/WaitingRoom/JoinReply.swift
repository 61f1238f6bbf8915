/// What a batch of newcomers got.
package struct JoinReply: Sendable, Equatable {
    /// Whether new numbers were given.
    package var status: JoinStatus
    /// Room time in milliseconds.
    package var roomTime: Int64
    /// The first new number; 0 unless the status is open.
    ///
    /// People without accounts have first, first + 1, …
    package var first: Int = 0
    /// How many new numbers were given.
    package var count: Int = 0
    /// How many of them, from the first on, are inside already.
    package var straightIn: Int = 0
    /// When their sessions end unless they are used, in room time; 0 when there are none.
    package var expiry: Int64 = 0
    /// When their sessions end whatever happens, in room time; 0 when there are none.
    package var end: Int64 = 0
    /// For a batch with accounts the number of each newcomer, 0 for none.
    package var numbers: [Int] = []

    /// An answer without numbers.
    package init(status: JoinStatus, roomTime: Int64) {
        self.status = status
        self.roomTime = roomTime
    }
}
