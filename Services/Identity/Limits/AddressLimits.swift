internal import EventLoop
internal import HTTP
internal import Limits
internal import Synchronization

/// How often one address may come, and how many codes the whole process sends; in memory, for all loops.
///
/// Generous, because many people stand behind one address of a mobile network: it is the limits by contact
/// and account that stop guessing. Whoever is on this machine itself is not limited by address.
final class AddressLimits: Sendable {
    /// What an address does.
    enum Act: Int, CaseIterable {
        /// Comparing a password or a second factor.
        case login
        /// Registering, and asking for codes.
        case code
        /// Answering codes and renewing tokens.
        case answer

        var limit: GCRA {
            switch self {
            case .login: GCRA(rate: 1, burst: 60)
            case .code: GCRA(rate: 0.1, burst: 30)
            case .answer: GCRA(rate: 2, burst: 120)
            }
        }

        /// Its name in a refusal.
        var name: String {
            switch self {
            case .login: "address-login"
            case .code: "address-code"
            case .answer: "address-answer"
            }
        }
    }

    private struct Tables: ~Copyable {
        var login: GCRATable
        var code: GCRATable
        var answer: GCRATable
        var sending: UInt64 = 0
    }

    /// A table of 65,536 addresses for each act, 24 bytes each.
    private static let capacity = 65_536
    private static let sendingLimit = GCRA(rate: 50, burst: 500)

    private let tables: Mutex<Tables>

    /// Limits that nobody has touched; `seed` should be random.
    init(seed: UInt64) {
        func table(_ act: Act) -> GCRATable {
            GCRATable(act.limit, capacity: Self.capacity, seed: seed &+ UInt64(act.rawValue))
        }
        tables = Mutex(Tables(login: table(.login), code: table(.code), answer: table(.answer)))
    }

    /// How long an address must wait, nil when it need not.
    func wait(_ act: Act, _ address: ClientAddress, now: LoopInstant) -> Duration? {
        if address.isLoopback { return nil }
        let key = LimitKey(addressHigh: address.high, addressLow: address.low)
        let moment = UInt64(max(0, now.nanoseconds))
        let decision = tables.withLock { tables in
            switch act {
            case .login: tables.login.decide(key, now: moment)
            case .code: tables.code.decide(key, now: moment)
            case .answer: tables.answer.decide(key, now: moment)
            }
        }
        return decision.isAllowed ? nil : decision.retryAfter
    }

    /// How long the next message must wait, nil when it need not: the bound on what a flood could cost.
    func waitForSending(now: LoopInstant) -> Duration? {
        let moment = UInt64(max(0, now.nanoseconds))
        let decision = tables.withLock { Self.sendingLimit.decide(&$0.sending, now: moment) }
        return decision.isAllowed ? nil : decision.retryAfter
    }
}
