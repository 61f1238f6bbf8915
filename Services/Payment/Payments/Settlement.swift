internal import Contracts
internal import Events
internal import Postgres
internal import Telemetry

/// Brings a payment to what its provider says of it; asked by webhook, return page and reconciler alike.
///
/// Whatever news came in, it is the provider's own answer that counts, so forged, stale, tampered and
/// repeated news all lead to the same end.
final class Settlement {
    let ledger: PaymentLedger
    private let providers: [ProviderName: any PaymentProvider]
    private let relay: OutboxRelay?
    private let log: EventLog
    private let count: (String, ProviderName) -> Void

    /// A settlement on one loop; `count` is told what became of payments, by provider.
    init(
        ledger: PaymentLedger, providers: [any PaymentProvider], relay: OutboxRelay?, log: EventLog,
        count: @escaping (String, ProviderName) -> Void
    ) {
        self.ledger = ledger
        self.providers = Dictionary(providers.map { ($0.name, $0) }) { first, _ in first }
        self.relay = relay
        self.log = log
        self.count = count
    }

    /// The provider of a name; nil where this installation does not use it.
    func provider(_ name: ProviderName) -> (any PaymentProvider)? { providers[name] }

    /// Asks the provider about a payment and records what it says.
    func settle(
        _ payment: PaymentRow, validation: String? = nil, source: StaticString
    ) async throws(SettlementError) -> PaymentLedger.Outcome {
        if payment.status == .captured { return .already }
        let verdict = try await verdict(payment, validation: validation)
        let outcome: PaymentLedger.Outcome
        do throws(PostgresError) {
            outcome = try await ledger.record(verdict, of: payment)
        } catch {
            throw .database(error)
        }
        if outcome == .captured { relay?.nudge() }
        if outcome != .unchanged { note(payment, outcome, verdict, source) }
        return outcome
    }

    /// What the provider says now.
    func verdict(
        _ payment: PaymentRow, validation: String? = nil
    ) async throws(SettlementError) -> ProviderVerdict {
        guard let provider = providers[payment.provider] else {
            throw .provider(.refused("\(payment.provider.rawValue) is not set up"))
        }
        do throws(ProviderError) {
            return try await provider.ask(payment, validation: validation)
        } catch {
            throw .provider(error)
        }
    }

    /// Says that refunds or captures were put just now.
    func nudge() { relay?.nudge() }

    /// Says that money of a provider went back.
    func refunded(_ provider: ProviderName) { count("refunded", provider) }

    private func note(
        _ payment: PaymentRow, _ outcome: PaymentLedger.Outcome, _ verdict: ProviderVerdict,
        _ source: StaticString
    ) {
        switch (outcome, verdict) {
        case (.changed, .failed): count("failed", payment.provider)
        case (.changed, .canceled): count("canceled", payment.provider)
        default: count(outcome.rawValue, payment.provider)
        }
        log.info("payment") { line in
            line.field("payment", "\(payment.id)")
            line.field("outcome", outcome.rawValue)
            line.field("source", "\(source)")
        }
    }
}
