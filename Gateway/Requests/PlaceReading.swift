/// Who stands before the gateway: the place that a request proves, and whose request it is.
struct PlaceReading {
    /// The slip; somebody else's counts as false where both accounts are known.
    let slip: SlipReading
    /// The account, where the room asks for it.
    let account: AccountReading
}
