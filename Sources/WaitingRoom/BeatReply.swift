/// The answer to a batch of beats.
package struct BeatReply: Sendable, Equatable {
    /// Room time in milliseconds.
    package var roomTime: Int64
    /// Every number up to it has been called or passed over.
    package var serving: Int

    /// An answer.
    package init(roomTime: Int64, serving: Int) {
        self.roomTime = roomTime
        self.serving = serving
    }
}
