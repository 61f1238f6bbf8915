internal import HTTP
internal import Postgres
internal import ServiceKit

extension IdentityService {
    /// Throws 429 while an address comes too often; whoever is on this machine itself is not limited so.
    ///
    /// Generous, because many people stand behind one address of a mobile network: it is the limits by
    /// contact and account, in Postgres, that stop guessing.
    func limit(
        _ policy: LimitPolicy, _ visit: Visit, _ context: ServiceContext
    ) throws(ServiceError) {
        guard !visit.client.isLoopback else { return }
        try context.limits.take(policy, .address(visit.client))
    }

    /// Throws 429 where Postgres says that an act was tried too often.
    ///
    /// `seconds` is what `identity.attempt` answered.
    func check(_ act: GuardedAct, wait seconds: Double) throws(ServiceError) {
        guard seconds > 0 else { return }
        // Bounded by the burst and the rate: never more than some hours.
        let wait = Duration.milliseconds(Int64(min(seconds, 86_400) * 1000) + 1)
        var error = ServiceError(.quotaExceeded, retryAfter: wait)
        error.problem.violatedPolicies = [act.name]
        throw error
    }

    /// Throws 429 where either of two limits says so.
    func check(_ near: GuardedAct, _ far: GuardedAct, _ waits: PostgresRows) throws(ServiceError) {
        let (first, second) = try store.read { () throws(PostgresError) in
            let row = try waits.only()
            return (try row.double(0), try row.double(1))
        }
        try check(near, wait: first)
        try check(far, wait: second)
    }

    /// A limit by contact and network: an IPv4 address whole, of an IPv6 address the network of 64 bits.
    func near(_ act: GuardedAct, _ contact: Contact, _ visit: Visit) -> GuardedKey {
        keys.guarded(act, "\(contact.text)|\(visit.network)")
    }

    /// A password's hash or comparison that did not come about, as a client sees it.
    func failure(_ error: PasswordHashError) -> ServiceError {
        error.mayRetry ? .overloaded("passwords: \(error)") : .failure("passwords: \(error)")
    }
}
