/// What may go wrong with the mock provider's notices: knobs for rehearsals and tests.
struct Faults: Sendable, Equatable, OptionSet {
    let rawValue: UInt8

    /// The notice comes after a while.
    static let delay = Faults(rawValue: 1)
    /// It comes three times.
    static let duplicate = Faults(rawValue: 2)
    /// Stale news of the same payment follows it.
    static let outOfOrder = Faults(rawValue: 4)
    /// It never comes.
    static let lost = Faults(rawValue: 8)
    /// It names another amount, and a forged one comes too.
    static let tampered = Faults(rawValue: 16)
    /// The money itself comes late.
    static let late = Faults(rawValue: 32)

    /// The names that forms, settings and documents use.
    static let names: [(name: String, fault: Faults)] = [
        ("delay", .delay), ("duplicate", .duplicate), ("out_of_order", .outOfOrder), ("lost", .lost),
        ("tampered", .tampered), ("late", .late),
    ]

    /// The faults that a comma list names; nil when one is unknown.
    init?(names text: String) {
        self = []
        for word in text.split(separator: ",") {
            guard let found = Self.names.first(where: { $0.name == word }) else { return nil }
            insert(found.fault)
        }
    }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }
}
