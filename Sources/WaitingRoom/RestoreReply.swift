/// The room as a gateway finds it after `restore`.
package struct RestoreReply: Sendable, Equatable {
    /// What `restore` found.
    package var kind: RestoreKind
    /// The numbers of the room; its gen is the one to use from now on.
    package var snapshot: RoomSnapshot
    /// The settings in force.
    package var settings: RoomSettings

    /// An answer.
    package init(kind: RestoreKind, snapshot: RoomSnapshot, settings: RoomSettings) {
        self.kind = kind
        self.snapshot = snapshot
        self.settings = settings
    }
}
