extension Verdict {
    /// Everything that is judged and told of a rush.
    static func all(of outcome: RushOutcome) -> [Verdict] {
        let ended = Verdict(
            name: "the run came to its end", bound: "yes", seen: outcome.trouble ?? "yes",
            holds: outcome.trouble == nil)
        if outcome.settings.ask != .holds { return [ended, answers(outcome)] }
        return [ended] + seats(outcome) + losers(outcome) + times(outcome)
    }

    private static func answers(_ outcome: RushOutcome) -> Verdict {
        Verdict(
            name: "\(outcome.settings.ask.plural) answered", bound: "all with 200",
            seen: "\(outcome.counts.answers) of \(outcome.questions) questions; others "
                + strange(outcome.counts), holds: outcome.counts.unexpected.isEmpty)
    }

    private static func seats(_ outcome: RushOutcome) -> [Verdict] {
        let (counts, settings) = (outcome.counts, outcome.settings)
        let none = counts.granted.count { $0 == 0 }
        let more = counts.granted.count { $0 > 1 }
        let wanted = settings.seats * settings.attempts
        let most = counts.mostUnderWay.sorted()
        return [
            Verdict(
                name: "attempts with an answer", bound: "\(wanted)",
                seen: "\(counts.settled - (counts.unexpected[0] ?? 0)); "
                    + "\(counts.askedAgain) asked again, as told",
                holds: counts.settled == wanted && counts.unexpected[0] == nil),
            Verdict(
                name: "… under way at once on one seat", bound: "told",
                seen: "median \(most[most.count / 2]), least \(most[0]), most \(most[most.count - 1])",
                holds: nil),
            Verdict(
                name: "seats with exactly one hold", bound: "\(settings.seats)",
                seen: "\(settings.seats - none - more); \(none) without, \(more) with several",
                holds: none == 0 && more == 0),
            Verdict(
                name: "holds with an id of their own", bound: "\(settings.seats)",
                seen: "\(counts.holds.count); \(counts.holdsTwice) told twice",
                holds: counts.holds.count == settings.seats && counts.holdsTwice == 0),
            Verdict(
                name: "seats that their map shows free afterwards", bound: "0", seen: "\(counts.shownFree)",
                holds: counts.shownFree == 0),
        ]
    }

    private static func losers(_ outcome: RushOutcome) -> [Verdict] {
        let counts = outcome.counts
        return [
            Verdict(
                name: "losers that were told 409 seat_taken", bound: "all",
                seen: "\(counts.taken); others " + strange(counts), holds: counts.unexpected.isEmpty),
            Verdict(
                name: "… or 409 account_limit", bound: "told", seen: "\(counts.limited)", holds: nil),
        ]
    }

    private static func times(_ outcome: RushOutcome) -> [Verdict] {
        let losers = outcome.counts.others.sorted()
        let winners = outcome.counts.winners.sorted()
        // Of a few winners p99 is the unluckiest one alone, and says nothing.
        return [(0.5, "median", 1), (0.99, "p99", 500)].map { share, word, least in
            let own = ExactTimes.percentile(share, of: losers)
            let other = ExactTimes.percentile(share, of: winners)
            let isJudged = winners.count >= least
            return Verdict(
                name: "\(word) of losers, ms", bound: isJudged ? "at most the winners'" : "told: few winners",
                seen: "\(Decimal.text(Double(own) / 1000)), winners \(Decimal.text(Double(other) / 1000))",
                holds: isJudged ? own <= other : nil)
        }
    }

    private static func strange(_ counts: RushCounts) -> String {
        if counts.unexpected.isEmpty { return "0" }
        return counts.unexpected.sorted { $0.key < $1.key }
            .map { "\($0.value) with \($0.key == 0 ? "no answer" : "status \($0.key)")" }
            .joined(separator: ", ")
    }
}
