internal import Contracts

/// What the site says in one language: phrases, numbers, money, days and times.
struct Words: Sendable {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    /// A phrase, with what is to be filled in.
    func callAsFunction(_ phrase: Phrase, _ values: String...) -> String {
        var text = language == .bangla ? phrase.bangla : phrase.english
        for (index, value) in values.enumerated() {
            let parts = text.split(separator: "%\(index + 1)", omittingEmptySubsequences: false)
            text = parts.joined(separator: value)
        }
        return text
    }

    /// A name in the language.
    func callAsFunction(_ name: LocalizedName) -> String { name[language] }

    /// A number in the digits of the language.
    func number(_ number: Int) -> String { digits("\(number)") }

    /// A text with its digits in the language's; for clocks and trains.
    func digits(_ text: String) -> String {
        guard language == .bangla else { return text }
        let zero = Unicode.Scalar("০").value
        var out = ""
        for scalar in text.unicodeScalars {
            let isDigit = ("0"..."9").contains(scalar)
            let shown = isDigit ? Unicode.Scalar(scalar.value - 48 + zero) ?? scalar : scalar
            out.unicodeScalars.append(shown)
        }
        return out
    }

    /// A seat by its label, `KA-14`: in Bangla with the coach's letter as it stands on the coach.
    func seat(_ label: String) -> String {
        guard language == .bangla, let dash = label.lastIndex(of: "-") else { return label }
        let coach = String(label[..<dash])
        return (Self.coachLetters[coach] ?? coach) + digits(String(label[dash...]))
    }

    /// The railway's names of coaches; others stay as they are.
    private static let coachLetters = [
        "KA": "ক", "KHA": "খ", "GA": "গ", "GHA": "ঘ", "UMA": "ঙ", "CHA": "চ", "SCHA": "ছ", "JA": "জ",
        "JHA": "ঝ", "NEO": "ঞ", "TA": "ট", "THA": "ঠ", "DA": "ড", "DHA": "ঢ", "TO": "ত", "THO": "থ",
    ]

    /// An amount in taka, grouped as people here do: `৳1,23,456.00`.
    func money(_ amount: Money) -> String {
        let parts = amount.text.split(separator: ".")
        let isNegative = parts[0].hasPrefix("-")
        let whole = Array(isNegative ? parts[0].dropFirst() : parts[0])
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            let left = whole.count - index
            // The last three digits stand together, all before them in twos.
            if index > 0, left == 3 || left > 3 && left % 2 == 1 { grouped += "," }
            grouped.append(digit)
        }
        return digits("\(isNegative ? "−" : "")৳\(grouped).\(parts[1])")
    }
}
