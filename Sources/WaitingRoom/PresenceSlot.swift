/// The places that beat in one half of `lost_after` (LINE.md 4, beat).
package struct PresenceSlot: Sendable, Equatable {
    /// Which half of `lost_after` it was, counted on line time; -1 before the first.
    package var index: Int64 = -1
    /// What the live bitmap begins at; the model keeps it only to be compared.
    package var base = 0
    /// The places.
    package var places: Set<Int> = []
}
