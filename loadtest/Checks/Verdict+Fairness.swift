extension Verdict {
    /// Whether somebody present was overtaken, and for whom that was the own slow poll.
    static func overtaking(_ outcome: RehearsalOutcome, _ watch: RoomWatch) -> [Verdict] {
        var present: Set<Int> = []
        for visitor in outcome.visitors where visitor.kind == .present || visitor.kind == .unused {
            present.insert(Int(visitor.place))
        }
        guard !watch.trail.entries.isEmpty else {
            return [
                Verdict(
                    name: "nobody present is overtaken unfairly", bound: "nobody",
                    seen: "the gateways don't audit their claims", holds: nil)
            ]
        }
        let overtaking = Overtaking(watch.trail, present: present)
        let (most, longest) = (overtaking.most, overtaking.longest)
        let gap = slowestPoll(outcome)
        let rate = watch.samples.last?.rate ?? 0
        return [
            Verdict(
                name: "nobody present is overtaken while asking", bound: "nobody",
                seen: "\(overtaking.unfairly) people, worst by \(overtaking.unfairNumbers) numbers",
                holds: overtaking.unfairly == 0),
            Verdict(
                name: "overtaken by the own slow poll, most numbers",
                bound:
                    "\(Decimal.text(rate, 0)) * \(Decimal.text(gap, 1)) s + \(Decimal.text(1 + 2 * rate, 0))",
                seen: "by \(most.numbers) for \(seconds(most)) s (place \(most.place))",
                holds: Double(most.numbers) <= rate * gap + 1 + 2 * rate),
            Verdict(
                name: "overtaken by the own slow poll, longest", bound: "told",
                seen:
                    "\(seconds(longest)) s by \(longest.numbers) (place \(longest.place)), "
                    + "\(overtaking.overtaken) people in all",
                holds: nil),
        ]
    }

    private static func seconds(_ worst: Overtaking.Worst) -> String {
        Decimal.text(Double(worst.milliseconds) / 1000)
    }

    /// The longest that somebody present took from a poll that did not call them to asking at the door, in
    /// seconds.
    private static func slowestPoll(_ outcome: RehearsalOutcome) -> Double {
        let gaps = outcome.visitors.filter { $0.kind == .present && $0.asked >= 0 }
            .map { $0.asked - max($0.polled, $0.arrived) }
        return Double(gaps.max() ?? 0) / 1000
    }
}
