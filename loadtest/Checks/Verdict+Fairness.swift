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
                    name: "nobody present is overtaken", bound: "at the door: nobody",
                    seen: "the gateways don't audit their claims", holds: nil)
            ]
        }
        let overtaking = Overtaking(watch.trail, present: present)
        let (door, slow) = (overtaking.atDoor, overtaking.bySlowPoll)
        let slowestPoll = slowestPoll(outcome)
        let rate = watch.samples.last?.rate ?? 0
        return [
            Verdict(
                name: "nobody present is overtaken at the door", bound: "nobody",
                seen: "\(overtaking.overtakenAtDoor) people, worst by \(door.numbers) numbers for "
                    + "\(Decimal.text(Double(door.milliseconds) / 1000)) s",
                holds: overtaking.overtakenAtDoor == 0),
            Verdict(
                name: "overtaken by the own slow poll, worst case",
                bound: "rate * \(Decimal.text(slowestPoll, 1)) s + \(Decimal.text(1 + 2 * rate, 0))",
                seen: "\(slow.numbers) numbers for \(Decimal.text(Double(slow.milliseconds) / 1000)) s (place \(slow.place))",
                holds: Double(slow.numbers) <= rate * slowestPoll + 1 + 2 * rate),
        ]
    }

    /// The longest that somebody present took from a poll that did not call them to asking at the door, in seconds.
    private static func slowestPoll(_ outcome: RehearsalOutcome) -> Double {
        let gaps = outcome.visitors.filter { $0.kind == .present && $0.asked >= 0 }
            .map { $0.asked - max($0.polled, $0.arrived) }
        return Double(gaps.max() ?? 0) / 1000
    }
}
