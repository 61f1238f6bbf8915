/// A name in both languages, such as a station's.
package struct LocalizedName: Sendable, Codable, Hashable {
    /// In English.
    package var en: String
    /// In Bangla.
    package var bn: String

    /// A name of both spellings.
    package init(en: String, bn: String) {
        self.en = en
        self.bn = bn
    }

    /// The spelling of a language.
    package subscript(language: Language) -> String {
        switch language {
        case .english: en
        case .bangla: bn
        }
    }
}
