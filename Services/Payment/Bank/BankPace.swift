/// How late the stand-in's late things are.
struct BankPace: Sendable, Equatable {
    /// How much later a delayed notice comes.
    var delay: Duration
    /// How much later late money comes.
    var late: Duration
}

extension Duration {
    /// The duration in seconds, for SQL.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
