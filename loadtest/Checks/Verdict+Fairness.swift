extension Verdict {
    /// Whether somebody at the door was overtaken, and what their own polls cost those who were there.
    static func overtaking(_ outcome: RehearsalOutcome, _ watch: RoomWatch) -> [Verdict] {
        guard !watch.trail.records.isEmpty else {
            return [
                Verdict(
                    name: "nobody at the door is overtaken", bound: "nobody",
                    seen: "the gateways don't audit their claims", holds: nil)
            ]
        }
        let door = DoorOvertaking(watch.trail)
        return [
            Verdict(
                name: "nobody at the door is overtaken", bound: "nobody",
                seen:
                    "\(door.people) people, worst by \(door.most.numbers) numbers, "
                    + "\(door.longest.seconds) s; \(watch.audit?.overtaken ?? 0) in Redis",
                holds: door.people == 0 && watch.audit?.overtaken == 0)
        ] + slowPolls(outcome, watch)
    }

    /// A place is called, and until its holder asks larger numbers may: at most as many as the bound on
    /// admissions allows in that time.
    private static func slowPolls(_ outcome: RehearsalOutcome, _ watch: RoomWatch) -> [Verdict] {
        var gaps: [Int: Double] = [:]
        for visitor in outcome.visitors where visitor.kind == .present || visitor.kind == .unused {
            let gap = visitor.asked - max(visitor.polled, visitor.arrived)
            gaps[Int(visitor.place)] = Double(max(0, gap)) / 1000
        }
        let overtaking = Overtaking(watch.trail, present: Set(gaps.keys))
        let (most, longest) = (overtaking.most, overtaking.longest)
        let rate = watch.samples.last?.rate ?? 0
        // What a poll says is up to half a second old: a bulletin's age, and the way.
        let beyond = overtaking.places.values.count {
            Double($0.numbers) > rate * (gaps[$0.place, default: 0] + 0.5) + 1 + 2 * rate
        }
        let gap = Decimal.text(gaps[most.place] ?? 0, 1)
        return [
            Verdict(
                name: "overtaken by the own slow poll, most numbers",
                bound: "\(Decimal.text(rate, 0)) * own gap + \(Decimal.text(1 + 2.5 * rate, 0))",
                seen: "\(most.numbers) for \(most.seconds) s (gap \(gap) s); \(beyond) people beyond",
                holds: beyond == 0),
            Verdict(
                name: "overtaken by the own slow poll, longest", bound: "told",
                seen:
                    "\(longest.seconds) s by \(longest.numbers) (place \(longest.place)), "
                    + "\(overtaking.places.count) people in all",
                holds: nil),
        ]
    }
}
