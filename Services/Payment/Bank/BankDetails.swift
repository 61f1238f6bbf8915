internal import Contracts
internal import ServiceKit

/// What a merchant sends along when it opens a session.
struct BankDetails: Sendable, Codable, Equatable {
    /// Where the customer goes when they have paid.
    var successURL: String
    /// Where they go when it was refused.
    var failURL: String
    /// Where they go when they gave up.
    var cancelURL: String
    /// Where notices go.
    var noticeURL: String
    /// What is bought, as the page shows it.
    var product: String
    /// The page's language.
    var language: Language
    /// What the merchant wants back unchanged.
    var echo: [String]

    /// Details with one address for every way back.
    init(back: String, noticeURL: String, product: String, language: Language, echo: [String] = []) {
        successURL = back
        failURL = back
        cancelURL = back
        self.noticeURL = noticeURL
        self.product = product
        self.language = language
        self.echo = echo
    }

    /// Reads what `json` wrote.
    init?(json: String) {
        guard let details = try? WireJSON.decode(BankDetails.self, from: Array(json.utf8)) else { return nil }
        self = details
    }

    /// The details for their column.
    var json: String {
        guard let bytes = try? WireJSON.encode(self) else { return "{}" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
