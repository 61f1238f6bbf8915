package import Postgres

/// What one kind of event leads to; a consumer brings it each event until it is done.
///
/// Only `apply` is needed. It runs in the transaction that also marks the event as done, so its effect
/// happens exactly once, whoever is killed when. What it needs from outside (a bank, a mail server) comes
/// before, in `outside`, which may run several times and therefore takes the event's `about` as its
/// idempotency key.
package protocol EventWork: AnyObject {
    /// What the call outside brings along.
    associatedtype Outside = Void
    /// What the transaction leaves to do in memory.
    associatedtype Outcome = Void

    /// How long a call outside may take at most; nil (the default) where there is none.
    ///
    /// So long nobody else begins it for the same event, unless it fails before.
    var outsideTime: Duration? { get }

    /// Calls outside, before the transaction; it may have done so before and died.
    func outside(_ event: Event) async throws(EventFailure) -> Outside

    /// The effect, in the event's own transaction; no calls outside from here.
    func apply(
        _ event: Event, _ outside: Outside, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) -> Outcome

    /// Called after the commit, unless the process dies first: for caches and nudges, never for duties.
    func committed(_ event: Event, _ outcome: Outcome) async
}

extension EventWork where Outside == Void {
    /// No calls outside.
    package func outside(_ event: Event) async throws(EventFailure) {}
}

extension EventWork {
    /// No calls outside that take long.
    package var outsideTime: Duration? { nil }

    /// Nothing to do after the commit.
    package func committed(_ event: Event, _ outcome: Outcome) async {}
}
