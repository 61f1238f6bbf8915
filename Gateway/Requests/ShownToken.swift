import Tokens

/// A token that a request shows and that is good: what is remembered of it, and where it stands in the head.
struct ShownToken {
    let slot: VerifiedTokens.Slot
    let place: Range<Int>
}
