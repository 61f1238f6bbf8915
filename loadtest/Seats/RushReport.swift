import Bytes
import HTTP

/// Tells the outcome of a rush: a table for people, JSON for programs.
struct RushReport {
    let outcome: RushOutcome
    let verdicts: [Verdict]

    /// A report on an outcome.
    init(_ outcome: RushOutcome) {
        self.outcome = outcome
        verdicts = Verdict.all(of: outcome)
    }

    /// Whether nothing failed.
    var holds: Bool { verdicts.allSatisfy { $0.holds != false } }

    /// How many of the rush's requests were answered.
    private var answered: Int {
        outcome.settings.ask == .holds ? outcome.counts.settled : outcome.counts.answers
    }

    private var rate: Double { Double(answered) / max(0.001, outcome.seconds) }

    /// The table.
    var table: String {
        let settings = outcome.settings
        let others = outcome.counts.others.sorted()
        let figures = [0.5, 0.99, 0.999].map { Self.milliseconds(ExactTimes.percentile($0, of: others)) }
        return verdicts.map(\.line).joined(separator: "\n") + """


            \(answered) \(settings.ask.plural) in \(Decimal.text(outcome.seconds, 2)) s: \
            \(Decimal.text(rate, 0)) a second over \(outcome.connectionsOpened) connections
            ms \(settings.ask == .holds ? "of losers " : "")p50 \(figures[0]), p99 \(figures[1]), \
            p99.9 \(figures[2])
            \(settings.people) people with an account and a session each, in \
            \(Decimal.text(outcome.entrySeconds, 1)) s; \
            \(holds ? "everything held" : "NOT everything held")

            """
    }

    private static func milliseconds(_ time: Int) -> String { Decimal.text(Double(time) / 1000, 2) }

    /// Writes the JSON; false when the file cannot be written.
    func write(to path: String) -> Bool {
        ReportFile.write(to: path, document)
    }

    private func document(_ json: inout JSONWriter) {
        let counts = outcome.counts
        json.beginObject()
        json.member("holds", holds)
        json.member("ask", text: outcome.settings.ask.rawValue)
        json.member("people", outcome.settings.people)
        json.member("connections", outcome.connectionsOpened)
        json.member("questions", outcome.questions)
        json.member("answered", answered)
        json.member("granted", counts.winners.count)
        json.member("taken", counts.taken)
        json.member("asked_again", counts.askedAgain)
        json.member("first_refusal", text: counts.firstRefusal)
        json.member("bytes", counts.bytes)
        json.member("milliseconds", Int(outcome.seconds * 1000))
        json.member("a_second", Int(rate))
        json.key("checks")
        json.beginArray()
        for verdict in verdicts { verdict.write(to: &json) }
        json.endArray()
        times("others", counts.others, &json)
        times("winners", counts.winners, &json)
        json.endObject()
    }

    private func times(_ name: StaticString, _ times: ExactTimes, _ json: inout JSONWriter) {
        let sorted = times.sorted()
        json.key(name)
        json.beginObject()
        json.member("count", sorted.count)
        json.member("p50_us", ExactTimes.percentile(0.5, of: sorted))
        json.member("p99_us", ExactTimes.percentile(0.99, of: sorted))
        json.member("p999_us", ExactTimes.percentile(0.999, of: sorted))
        json.member("longest_us", Int(sorted.last ?? 0))
        json.endObject()
    }
}
