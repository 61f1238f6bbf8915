/// Whether the store of a room answers.
enum StoreHealth: Sendable, Equatable {
    /// It has not answered yet since the gateway started.
    case unknown
    /// It answers.
    case live
    /// It does not: those inside go on, the line is held, newcomers wait for their place.
    case lost
}
