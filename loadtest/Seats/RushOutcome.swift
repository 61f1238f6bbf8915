/// What a rush leaves behind.
struct RushOutcome {
    let settings: RushSettings
    let counts: RushCounts
    /// From the first attempt to the last answer.
    let seconds: Double
    /// From the first request to the last person inside.
    let entrySeconds: Double
    /// How many different questions there were, where people searched.
    let questions: Int
    /// How many connections were opened.
    let connectionsOpened: Int
    /// Why it ended early, in one sentence; nil where it came to its end.
    let trouble: String?
}
