/// One round trip: what was sent up to a Sync, and what has come back so far.
///
/// Pure: answers go in, in the order of the steps; what is known of the whole comes out.
struct PostgresExchange {
    /// What one answer belongs to.
    enum Step: Equatable {
        /// The text was prepared, for the statement of this number.
        case prepare(String, for: Int)
        /// The parameters of the text were asked for.
        case describe(String, for: Int)
        /// A word around the caller's statements, such as BEGIN.
        case control
        /// The caller's statement of this number.
        case statement(Int)
        /// The end that makes everything last.
        case commit
    }

    /// The steps, in the order in which they were sent.
    private(set) var steps: [Step] = []
    /// The answers to the caller's statements.
    private(set) var rows: [PostgresRows] = []
    /// The first thing that went wrong.
    private(set) var failure: PostgresError?
    /// Whether libpq took all steps.
    private(set) var isSent = true
    /// Whether the work lasts once the server has answered everything.
    let mayCommit: Bool
    private var next = 0
    private var isAnswered = false

    /// An exchange of nothing yet.
    init(mayCommit: Bool) {
        self.mayCommit = mayCommit
    }

    /// Adds a step that was handed to libpq, which took it or did not.
    mutating func append(_ step: Step, isSent: Bool = true) {
        steps.append(step)
        if !isSent { self.isSent = false }
    }

    /// The step whose answer comes next; nil when only the end of the exchange can come.
    var current: Step? { next < steps.count ? steps[next] : nil }

    /// The present step was answered.
    mutating func answer(_ answer: PostgresRows) {
        isAnswered = true
        if case .statement = current { rows.append(answer) }
    }

    /// The present step failed, or was left out because one before it did.
    mutating func fail(_ error: PostgresError?) {
        isAnswered = true
        guard failure == nil, var error else { return }
        switch current {
        case .statement(let number), .prepare(_, let number), .describe(_, let number):
            error.statement = number
        case .control, .commit, nil: break
        }
        failure = error
    }

    /// The end of a step; false when nothing was said about it.
    mutating func endStep() -> Bool {
        guard isAnswered else { return false }
        isAnswered = false
        next += 1
        return true
    }

    /// What the caller is told when all has been answered.
    var outcome: Result<[PostgresRows], PostgresError> {
        failure.map { .failure($0) } ?? .success(rows)
    }

    /// What the caller is told when the rest will never be answered.
    ///
    /// An error of the server is an answer: it undoes everything. Only where there was none can the work have
    /// been done.
    func lost(_ reason: PostgresError) -> PostgresError {
        if let failure { return failure }
        var reason = reason
        reason.isOutcomeUnknown = mayCommit
        return reason
    }
}
