/// What became of an operator's change.
package enum SetOutcome: Sendable, Equatable {
    /// It is in force; this is the new revision.
    case done(rev: Int)
    /// Somebody changed the settings first; this is their revision.
    case conflict(rev: Int)
}
