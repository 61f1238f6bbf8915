/// What `restore` found.
package enum RestoreKind: Int, Sendable, Equatable {
    /// There was no such room; now there is.
    case made = 0
    /// The store had been started again and came back with the room.
    case adopted = 1
    /// The room was there and in order.
    case read = 2
}
