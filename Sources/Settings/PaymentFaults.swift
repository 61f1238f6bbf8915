/// How often the notices of play money go wrong, for rehearsals: the keys under `services.payment.faults`.
package struct PaymentFaults: Sendable, Equatable {
    /// The faults in the order of the file.
    package static let names = ["delay", "duplicate", "out_of_order", "lost", "tampered", "late"]

    /// Of a hundred payments, how many each fault befalls, by its name; all 0 by default.
    package var percent: [String: Int]
    /// How much later a delayed notice comes (`delay_for`); default 3 s.
    package var delayFor: Duration
    /// How much later late money comes (`late_after`); default 6 minutes, which is longer than a hold.
    package var lateAfter: Duration

    /// No faults.
    package init() {
        percent = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, 0) })
        delayFor = .seconds(3)
        lateAfter = .seconds(360)
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        for name in Self.names {
            percent[name] = reader.plain(name, default: 0) { text throws(ValueMistake) in
                try ScalarText.integer(text, in: 0...100)
            }
        }
        delayFor = reader.duration("delay_for", default: delayFor, in: .milliseconds(1)...(.seconds(3_600)))
        lateAfter = reader.duration(
            "late_after", default: lateAfter, in: .milliseconds(1)...(.seconds(86_400)))
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        let odds =
            Self.names.map { "\($0): \(percent[$0] ?? 0)" } + [
                "delay_for: \(ScalarText.text(of: delayFor))",
                "late_after: \(ScalarText.text(of: lateAfter))",
            ]
        return ["    faults:"] + odds.map { "      " + $0 }
    }
}
