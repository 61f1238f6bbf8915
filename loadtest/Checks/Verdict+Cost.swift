extension Verdict {
    /// What joins and polls cost Redis in script calls.
    static func scriptCalls(_ outcome: RehearsalOutcome) -> [Verdict] {
        guard let before = outcome.before, let joined = outcome.afterJoins, let after = outcome.after else {
            return []
        }
        let joins = max(1, outcome.counts.answered[Int(VisitorStep.join.rawValue)])
        // Where the crowd paused after a thousand, it counts from there on.
        let first = outcome.thousandSeconds > 0 ? outcome.afterThousand : nil
        let counted = max(1, first == nil ? joins : joins - 1000)
        let pace = Double(counted) / max(0.001, outcome.joinSeconds - outcome.thousandSeconds)
        let perJoin = Double(joined.scriptCalls - (first ?? before).scriptCalls) / Double(counted)
        let polls = outcome.counts.answered[Int(VisitorStep.poll.rawValue)]
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
    ///
    /// It is judged in a line that stands. In one that moves the room counts for 5 s on each of those it
    /// calls, when nobody comes on thousands: as many as cap and rate ask for, whatever the crowd; but the
    /// first thousand places are too few to call so many.
    static func memory(_ outcome: RehearsalOutcome) -> [Verdict] {
        guard let early = outcome.afterThousand, let late = outcome.after, outcome.settings.isJoinsOnly else {
            return []
        }
        let stands = early.serving == late.serving
        let growth = late.memory - early.memory
        let name = "Redis memory from 1,000 places to \(outcome.counts.largestPlace)"
        let seen = "\(growth / 1024) KiB more (\(early.memory / 1024) to \(late.memory / 1024) KiB)"
        let called = late.calledMemory - early.calledMemory
        let moving = Verdict(
            name: "… of which people on whom the room counts", bound: "told",
            seen:
                "\(called / 1024) KiB more (\(early.called) to \(late.called)): as cap and rate say",
            holds: nil)
        return [
            Verdict(
                name: name, bound: stands ? "under 1 MiB more" : "told: the line moves", seen: seen,
                holds: stands ? growth < 1 << 20 : nil)
        ] + (stands ? [] : [moving])
    }
}
