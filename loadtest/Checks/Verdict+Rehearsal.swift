extension Verdict {
    /// All verdicts on a rehearsal, in the order of the table.
    static func all(of outcome: RehearsalOutcome) -> [Verdict] {
        var verdicts = [everyPlaceOnce(outcome)]
        if !outcome.settings.isJoinsOnly {
            verdicts += [
                everybodyIn(outcome, .present), everybodyIn(outcome, .late), everybodyIn(outcome, .unused),
            ]
            verdicts.append(served(outcome))
        }
        verdicts.append(noSurprises(outcome))
        verdicts.append(onTime(outcome))
        guard let watch = outcome.watch else { return verdicts }
        if !outcome.settings.isJoinsOnly {
            verdicts += [cap(watch), bound(watch)] + use(watch)
            verdicts += overtaking(outcome, watch)
        }
        return verdicts + scriptCalls(outcome) + memory(outcome)
    }

    private static func everyPlaceOnce(_ outcome: RehearsalOutcome) -> Verdict {
        let counts = outcome.counts
        return Verdict(
            name: "every place is issued once", bound: "0 twice",
            seen: "\(counts.places) places up to \(counts.largestPlace), \(counts.placesTwice) twice",
            holds: counts.placesTwice == 0 && counts.places >= outcome.settings.visitors)
    }

    private static func everybodyIn(_ outcome: RehearsalOutcome, _ kind: VisitorKind) -> Verdict {
        let index = Int(kind.rawValue)
        let all = outcome.visitors.count { $0.kind == kind }
        let (entered, expired) = (outcome.counts.entered[index], outcome.counts.expired[index])
        return Verdict(
            name: "everybody gets in: \(kind.word)", bound: "all",
            seen: "\(entered) of \(all), \(expired) expired",
            holds: entered == all)
    }

    private static func served(_ outcome: RehearsalOutcome) -> Verdict {
        let inside = outcome.visitors.filter { ($0.kind == .present || $0.kind == .late) && $0.entered >= 0 }
        let through = inside.count { $0.phase == .done }
        return Verdict(
            name: "everybody inside is served to the end", bound: "all",
            seen: "\(through) of \(inside.count), \(outcome.counts.turnedAway) turned away",
            holds: through == inside.count)
    }

    private static func noSurprises(_ outcome: RehearsalOutcome) -> Verdict {
        let counts = outcome.counts
        let kinds = counts.unexpected.sorted { $0.key < $1.key }.prefix(4).map { "\($0.key): \($0.value)" }
        let list = kinds.isEmpty ? "none" : kinds.joined(separator: ", ")
        return Verdict(
            name: "answers are those of the contract", bound: "none other",
            seen: "\(list); \(counts.unanswered) unanswered, \(counts.held) held",
            holds: counts.unexpected.isEmpty)
    }

    /// An open loop that falls behind its own schedule measures itself.
    private static func onTime(_ outcome: RehearsalOutcome) -> Verdict {
        let late = outcome.counts.startedLate
        return Verdict(
            name: "the crowd comes by the clock", bound: "1% over 0.1 s late",
            seen: "\(late) late, at most \(outcome.longestQueue) waited for a connection",
            holds: late * 100 <= outcome.settings.visitors)
    }

    private static func cap(_ watch: RoomWatch) -> Verdict {
        let capacity = watch.samples.last?.capacity ?? 0
        guard let audit = watch.audit else {
            let open = watch.samples.map(\.open).max() ?? 0
            return Verdict(
                name: "sessions at any instant (sampled)", bound: "at most \(capacity)", seen: "\(open)",
                holds: open <= capacity)
        }
        return Verdict(
            name: "sessions at any instant", bound: "at most \(capacity)",
            seen: "\(audit.open) in \(audit.checks) checks inside Redis",
            holds: audit.open <= capacity && audit.broken == 0)
    }

    private static func bound(_ watch: RoomWatch) -> Verdict {
        let rate = watch.samples.last?.rate ?? 0
        let limit = "at most \(Decimal.text(1 + 2 * rate, 0)) + rate * T"
        guard let audit = watch.audit else {
            let peak = sampledPeak(watch.samples)
            return Verdict(
                name: "admissions in any T seconds (sampled)", bound: limit,
                seen: "\(Decimal.text(peak, 1)) over rate * T", holds: peak <= 1 + 2 * rate + 0.2 * rate)
        }
        return Verdict(
            name: "admissions in any T seconds", bound: limit,
            seen: "\(Decimal.text(audit.peak, 1)) over rate * T, \(audit.broken) times broken",
            holds: audit.broken == 0 && audit.peak <= 1.000001 + 2 * rate)
    }

    private static func sampledPeak(_ samples: [RoomSample]) -> Double {
        var level = 0.0
        var peak = 0.0
        for (before, sample) in zip(samples, samples.dropFirst()) {
            let drained = sample.rate * Double(sample.clock - before.clock) / 1000
            level = max(0, level + Double(sample.entered - before.entered) - drained)
            peak = max(peak, level)
        }
        return peak
    }

    private static func use(_ watch: RoomWatch) -> [Verdict] {
        let use = SiteUse(watch.samples)
        guard use.all.moments >= SiteUse.enough else {
            return [
                Verdict(
                    name: "the site is in use while people wait", bound: "at least 94%",
                    seen: "not judged: too few waited to fill it (\(use.all.moments) moments)", holds: nil)
            ]
        }
        func percent(_ mean: SiteUse.Mean) -> String {
            mean.moments > 0 ? "\(Decimal.text(mean.value * 100, 1))%" : "-"
        }
        return [
            Verdict(
                name: "the site is in use while people wait", bound: "at least 94%",
                seen:
                    "\(percent(use.all)); \(percent(use.ofCap)) of cap in \(use.ofCap.moments) moments, "
                    + "\(percent(use.ofRate)) of rate in \(use.ofRate.moments)",
                holds: use.all.value >= 0.94),
            Verdict(
                name: "… by sessions whose owner was told", bound: "told",
                seen: "\(percent(use.told)) of cap", holds: nil),
        ]
    }
}
