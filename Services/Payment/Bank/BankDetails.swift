internal import Contracts
internal import ServiceKit

/// What a merchant sends along when it opens a session.
struct BankDetails: Sendable, Codable, Equatable {
    /// Where the customer goes when they have paid.
    var success: String
    /// Where they go when it was refused.
    var failure: String
    /// Where they go when they gave up.
    var cancellation: String
    /// Where notices go.
    var notices: String
    /// What is bought, as the page shows it.
    var product: String
    /// The page's language.
    var language: Language
    /// What the merchant wants back unchanged: `value_a` to `value_d`.
    var echo: [String]

    /// Details with one address for every way back.
    init(back: String, notices: String, product: String, language: Language, echo: [String] = []) {
        success = back
        failure = back
        cancellation = back
        self.notices = notices
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

    /// Where the customer goes after an outcome.
    func back(after kind: NoticePlan.Kind) -> String {
        switch kind {
        case .succeeded, .processing: success
        case .failed: failure
        case .canceled: cancellation
        }
    }
}
