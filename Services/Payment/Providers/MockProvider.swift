internal import Bytes
internal import Contracts
internal import HTTP
internal import Postgres
internal import Tokens

/// Play money: a provider whose page is our own and whose notices go wrong in every way that notices can.
///
/// Its money is in the stand-in's book, and what the book says is what counts, as with a real provider.
final class MockProvider: PaymentProvider {
    let name = ProviderName.mock

    private let book: BankBook
    private let secrets: ProviderSecrets

    init(book: BankBook, secrets: ProviderSecrets) {
        self.book = book
        self.secrets = secrets
    }

    func open(_ payment: PaymentRow, base: ReturnAddresses) async throws(ProviderError) -> String {
        let details = BankDetails(
            back: base.customer, notices: base.notices, product: payment.trip, language: payment.language)
        do throws(PostgresError) {
            let charge = try await book.open(
                payment.transaction, shape: .mock, amount: payment.amount, currency: payment.currency,
                details: details)
            return charge.session
        } catch {
            throw .unavailable("\(error)")
        }
    }

    func ask(_ payment: PaymentRow, validation: String?) async throws(ProviderError) -> ProviderVerdict {
        let found: BankCharge?
        do throws(PostgresError) {
            found = try await book.find(transaction: payment.transaction)
        } catch {
            throw .unavailable("\(error)")
        }
        guard let charge = found else { return .open }
        switch charge.state {
        case .new: return charge.isOld ? .canceled : .open
        case .pending: return .processing
        case .failed: return charge.isOld ? .canceled : .failed("card_declined")
        case .canceled: return .canceled
        case .paid:
            return .paid(
                ProviderVerdict.Receipt(
                    amount: charge.amount, currency: charge.currency, reference: charge.reference ?? "",
                    isRisky: charge.isRisky))
        }
    }

    func refund(
        _ id: String, of payment: PaymentRow, amount: Int64, known reference: String?
    ) async throws(ProviderError) -> RefundVerdict {
        do throws(PostgresError) {
            let made = try await book.refund(id, transaction: payment.transaction, amount: amount)
            return made.map { .done(reference: $0) } ?? .refused("more than was paid")
        } catch {
            throw .unavailable("\(error)")
        }
    }

    func read(_ notice: ProviderNotice) -> NoticeReading? {
        guard let signature = notice.signature,
            NoticeSeal.verify(signature, body: notice.body, key: secrets.mock, now: notice.now),
            let event = try? JSONReader.read(notice.body.span.bytes),
            let id = event["id"]?.text,
            let transaction = event["data"]?["object"]?["metadata"]?["transaction"]?.text
        else { return nil }
        return NoticeReading(id: id, transaction: transaction, validation: nil)
    }
}
