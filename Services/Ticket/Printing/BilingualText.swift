/// The same words in both languages, as `{"en": …, "bn": …}` on the wire.
package struct BilingualText: Sendable, Equatable, Codable {
    /// In English.
    package let en: String
    /// In Bangla.
    package let bn: String

    /// Words in both languages.
    package init(en: String, bn: String) {
        self.en = en
        self.bn = bn
    }

    /// The words in a language.
    package subscript(_ language: TicketLanguage) -> String {
        language == .bangla ? bn : en
    }
}
