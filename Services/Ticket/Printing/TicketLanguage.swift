/// The two languages of tickets and messages.
package enum TicketLanguage: String, Sendable, Codable, CaseIterable {
    /// Bangla.
    case bangla = "bn"
    /// English.
    case english = "en"

    /// The other one.
    package var other: Self { self == .bangla ? .english : .bangla }
}
