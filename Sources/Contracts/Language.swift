/// The languages that the services speak.
package enum Language: String, Sendable, Codable, CaseIterable {
    /// English.
    case english = "en"
    /// Bangla.
    case bangla = "bn"
}
