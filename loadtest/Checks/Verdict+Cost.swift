extension Verdict {
    /// What joins and polls cost Redis in script calls.
    static func scriptCalls(_ outcome: RehearsalOutcome) -> [Verdict] {
        guard let before = outcome.before, let joined = outcome.afterJoins, let after = outcome.after else {
            return []
        }
        let joins = max(1, outcome.counts.answered[Int(LoadRequest.Purpose.join.rawValue)])
        let pace = Double(joins) / max(0.001, outcome.joinSeconds)
        let perJoin = Double(joined.scriptCalls - before.scriptCalls) / Double(joins)
        let polls = outcome.counts.answered[Int(LoadRequest.Purpose.poll.rawValue)]
        let calls = after.scriptCalls - before.scriptCalls
        return [
            Verdict(
                name: "script calls a join, while people join",
                bound: outcome.settings.isJoinsOnly ? "under 0.1 at 5,000/s" : "told",
                seen: "\(Decimal.text(perJoin, 3)) at \(Decimal.text(pace, 0)) joins/s",
                holds: outcome.settings.isJoinsOnly && pace >= 4500 ? perJoin < 0.1 : nil),
            Verdict(
                name: "script calls in all", bound: "told",
                seen:
                    "\(calls) for \(joins) joins and \(polls) polls in \(Decimal.text(outcome.seconds, 1)) s",
                holds: nil),
        ]
    }

    /// Whether Redis grew with the number waiting; sessions and the audit's log would blur it, so only joins
    /// tell.
    static func memory(_ outcome: RehearsalOutcome) -> [Verdict] {
        guard let early = outcome.afterThousand, let late = outcome.after, outcome.settings.isJoinsOnly else {
            return []
        }
        let growth = late.memory - early.memory
        return [
            Verdict(
                name: "Redis memory from 1,000 places to \(outcome.counts.largestPlace)",
                bound: "under 1 MiB more",
                seen: "\(growth / 1024) KiB more (\(early.memory / 1024) to \(late.memory / 1024) KiB)",
                holds: growth < 1 << 20)
        ]
    }
}
