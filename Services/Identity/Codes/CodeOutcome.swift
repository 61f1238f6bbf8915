internal import ServiceKit

/// What an answer to a challenge led to.
///
/// A refusal is a value and not an error, so that the transaction commits what it cost: the attempt.
enum CodeOutcome {
    /// Nothing but the attempt.
    case refused(ServiceError)
    /// Somebody is in, or is asked for a second factor.
    case entered(Entry)
    /// The account is changed, and this is what those are told who knew it before.
    case changed(AccountRecord, [CodeMessage])
}
