import WaitingRoom

/// A place that the store gave to somebody, or that their account had already.
struct GivenPlace: Sendable, Equatable {
    let number: Int
    let gen: UInt64
    let epoch: UInt32
    /// Room time of the answer.
    let time: Int64
    /// Whose it is; nil in rooms without accounts.
    var account: AccountKey?
    /// Whether it was given now.
    var isNew = true

    /// The slip that proves it.
    func slip(in room: RoomName) -> Slip? {
        Slip(
            room: room, epoch: epoch, gen: gen, kind: .place(number: number), time: time,
            binding: account?.bits ?? 0)
    }
}
