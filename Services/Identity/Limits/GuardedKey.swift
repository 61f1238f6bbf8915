/// An act and whom it is about, as the limits in Postgres are keyed.
struct GuardedKey: Sendable {
    let act: GuardedAct
    let key: [UInt8]
}
