/// How much of a ticket's price comes back when it is given back before the train leaves.
///
/// A pure rule: the nearer the departure, the less (docs/decisions/020).
package struct RefundRule: Sendable, Hashable {
    /// One step: from so long before the departure on, this share comes back.
    package struct Step: Sendable, Hashable {
        /// The least time to the departure.
        package var before: Duration
        /// The share that comes back, in percent.
        package var percent: Int64

        /// A step.
        package init(before: Duration, percent: Int64) {
            self.before = before
            self.percent = percent
        }
    }

    /// The steps, the longest time first.
    package var steps: [Step]

    /// What the railway gives back.
    package static let standard = RefundRule(steps: [
        Step(before: .seconds(48 * 3600), percent: 90), Step(before: .seconds(24 * 3600), percent: 75),
        Step(before: .seconds(12 * 3600), percent: 50), Step(before: .seconds(6 * 3600), percent: 25),
        Step(before: .zero, percent: 0),
    ])

    /// A rule of its steps, in any order.
    package init(steps: [Step]) {
        self.steps = steps.sorted { $0.before > $1.before }
    }

    /// What comes back of an amount in minor units, rounded down to a whole taka.
    ///
    /// Nil when the train has left.
    package func refund(of amount: Int64, untilDeparture left: Duration) -> Int64? {
        guard left > .zero, let step = steps.first(where: { left >= $0.before }) else { return nil }
        return max(0, amount) / 100 * step.percent / 100 * 100
    }
}
