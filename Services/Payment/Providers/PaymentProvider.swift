internal import Contracts

/// A payment provider on one loop: everything that differs between them, and nothing else.
///
/// None of its calls happens within a transaction of ours, and each may be repeated.
protocol PaymentProvider: AnyObject {
    /// Which one it is.
    var name: ProviderName { get }

    /// The address of the page where the customer pays; the same payment has one session there.
    func open(_ payment: PaymentRow, base: ReturnAddresses) async throws(ProviderError) -> String

    /// What the provider knows of a payment; `validation` is its own number, where a notice gave one.
    func ask(_ payment: PaymentRow, validation: String?) async throws(ProviderError) -> ProviderVerdict

    /// Gives money back, once for one `id` however often it is asked; answers with the provider's number.
    func refund(
        _ id: String, of payment: PaymentRow, amount: Int64, known reference: String?
    ) async throws(ProviderError) -> RefundVerdict

    /// What a notice says, once its signature was found right; nil where it is not.
    func read(_ notice: ProviderNotice) -> NoticeReading?
}
