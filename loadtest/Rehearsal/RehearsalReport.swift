import HTTP

/// Tells the outcome: a table for people, JSON for programs.
struct RehearsalReport {
    let outcome: RehearsalOutcome
    let verdicts: [Verdict]

    /// A report on an outcome.
    init(_ outcome: RehearsalOutcome) {
        self.outcome = outcome
        verdicts = Verdict.all(of: outcome)
    }

    /// Whether nothing failed.
    var holds: Bool { verdicts.allSatisfy { $0.holds != false } }

    /// The table.
    var table: String {
        var lines = verdicts.map(\.line)
        lines.append("")
        for purpose in VisitorStep.allCases {
            let waits = outcome.waits[Int(purpose.rawValue)]
            guard waits.count > 0 else { continue }
            let figures = [0.5, 0.99, 0.999].map { Decimal.milliseconds(waits.percentile($0)) }
            lines.append(
                "\(purpose.word): \(waits.count) answers, ms p50 \(figures[0]), p99 \(figures[1]), "
                    + "p99.9 \(figures[2]), "
                    + "longest \(Decimal.milliseconds(waits.longest))")
        }
        lines.append(
            "\(outcome.connectionsOpened) connections, \(Decimal.text(outcome.seconds, 1)) s; "
                + (holds ? "everything held" : "NOT everything held"))
        return lines.joined(separator: "\n") + "\n"
    }

    /// Writes the JSON; false when the file cannot be written.
    func write(to path: String) -> Bool {
        ReportFile.write(to: path, document)
    }

    private func document(_ json: inout JSONWriter) {
        json.beginObject()
        json.member("holds", holds)
        json.member("visitors", outcome.settings.visitors)
        json.member("seconds", units: Int(outcome.seconds * 1000), places: 3)
        json.key("checks")
        json.beginArray()
        for verdict in verdicts { verdict.write(to: &json) }
        json.endArray()
        json.key("answers")
        json.beginArray()
        for purpose in VisitorStep.allCases { answers(purpose, &json) }
        json.endArray()
        json.endObject()
    }

    private func answers(_ purpose: VisitorStep, _ json: inout JSONWriter) {
        let waits = outcome.waits[Int(purpose.rawValue)]
        json.beginObject()
        json.member("purpose", purpose.word)
        json.member("count", waits.count)
        json.member("p50_us", waits.percentile(0.5))
        json.member("p99_us", waits.percentile(0.99))
        json.member("p999_us", waits.percentile(0.999))
        json.member("longest_us", waits.longest)
        json.endObject()
    }
}
