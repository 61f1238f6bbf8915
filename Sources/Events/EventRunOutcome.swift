/// What became of one entry.
enum EventRunOutcome {
    /// The effect is committed.
    case done
    /// There was nothing to do: the event was done or parked before.
    case skipped
    /// The event comes again, or waits for an operator.
    case failed
}
