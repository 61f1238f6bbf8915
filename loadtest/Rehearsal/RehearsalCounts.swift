/// What happened, in numbers.
struct RehearsalCounts {
    /// Requests answered, by purpose.
    var answered = [Int](repeating: 0, count: VisitorStep.allCases.count)
    /// Requests without an answer: the connection ended, or it took too long.
    var unanswered = 0
    /// Answers that no visitor should get, by purpose and status, such as `poll 500`.
    var unexpected: [String: Int] = [:]
    /// Answers that said the line is held.
    var held = 0
    /// Places given out.
    var places = 0
    /// Places given out twice.
    var placesTwice = 0
    /// The largest place.
    var largestPlace = 0
    /// Visitors who were told that their place expired, by kind.
    var expired = [Int](repeating: 0, count: VisitorKind.allCases.count)
    /// Visitors who got in, by kind.
    var entered = [Int](repeating: 0, count: VisitorKind.allCases.count)
    /// Visitors inside whose token was refused.
    var turnedAway = 0
    /// Visitors who were sent to wait at the door at least once.
    var atDoor = 0
    /// Requests that started later than they fell due by more than 100 ms: the generator itself was too slow.
    var startedLate = 0

    /// Counts an answer that should not be.
    mutating func noteUnexpected(_ purpose: VisitorStep, _ status: Int) {
        guard unexpected.count < 64 else { return }
        unexpected["\(purpose.word) \(status)", default: 0] += 1
    }
}
