/// A time in the life of a room between two losses of its store.
package struct RoomGeneration: Sendable, Equatable {
    /// The generation's number, larger than all before it.
    package var gen: UInt64
    /// The first place that was given out in it.
    package var first: Int

    /// A generation and its first place.
    package init(gen: UInt64, first: Int) {
        self.gen = gen
        self.first = first
    }
}
