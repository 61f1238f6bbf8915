package import Contracts

/// What is painted on a coach: the Bangla letter that its code spells.
package enum CoachName {
    private static let letters: [String: String] = [
        "KA": "ক", "KHA": "খ", "GA": "গ", "GHA": "ঘ", "UMA": "ঙ", "CHA": "চ", "CHHA": "ছ", "SCHA": "ছ",
        "JA": "জ", "JHA": "ঝ", "NEO": "ঞ", "TA": "ট", "THA": "ঠ", "DA": "ড", "DHA": "ঢ", "TO": "ত",
        "THO": "থ", "DO": "দ", "DHO": "ধ", "NA": "ন", "PA": "প", "PHA": "ফ", "BA": "ব", "BHA": "ভ", "MA": "ম",
    ]

    /// The name of a coach in both languages; the code itself where it has no letter.
    package static func of(_ code: String) -> LocalizedName {
        LocalizedName(en: code, bn: letters[code] ?? code)
    }
}
