/// The notices that a provider sends about one payment, with its faults; a pure plan that a sender follows.
enum NoticePlan {
    /// What a notice says happened.
    enum Kind: String, Sendable {
        case succeeded
        case processing
        case failed
        case canceled
    }

    /// One notice to send.
    struct Step: Sendable, Equatable {
        /// How long after the event.
        var after: Duration
        /// What it says.
        var kind: Kind
        /// What it says was paid, in minor units.
        var amount: Int64
        /// Whether its signature is made with another secret.
        var isForged = false
    }

    /// The steps for an outcome.
    static func steps(
        _ kind: Kind, amount: Int64, faults: Faults, delay: Duration
    ) -> [Step] {
        if faults.contains(.lost) { return [] }
        let first = faults.contains(.delay) ? delay : .zero
        var steps = [Step(after: first, kind: kind, amount: amount)]
        if faults.contains(.tampered) {
            steps = [
                Step(after: .zero, kind: kind, amount: max(1, amount / 100), isForged: true),
                Step(after: first, kind: kind, amount: max(1, amount - 100)),
            ]
        }
        if faults.contains(.duplicate), let step = steps.last {
            steps += [step, Step(after: first + delay, kind: kind, amount: step.amount)]
        }
        if faults.contains(.outOfOrder) {
            steps.append(Step(after: first + delay / 2, kind: .processing, amount: amount))
            steps.append(
                Step(after: first + delay / 2, kind: kind == .failed ? .processing : .failed, amount: amount))
        }
        return steps
    }
}
