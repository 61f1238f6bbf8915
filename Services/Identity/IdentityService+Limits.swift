internal import EventLoop
internal import HTTP
internal import Postgres
internal import ServiceKit

extension IdentityService {
    /// Throws 429 while an address comes too often.
    func limit(_ act: AddressLimits.Act, _ visit: Visit) throws(ServiceError) {
        if let wait = house.limits.wait(act, visit.client, now: reactor.now) {
            throw Self.tooOften(act.name, wait)
        }
    }

    /// Throws 429 where Postgres says that an act was tried too often; `wait` is what `identity.attempt` gave.
    func check(_ act: GuardedAct, wait seconds: Double) throws(ServiceError) {
        guard seconds > 0 else { return }
        // Bounded by the burst and the rate: never more than some hours.
        throw Self.tooOften(act.name, .milliseconds(Int64(min(seconds, 86_400) * 1000) + 1))
    }

    /// Throws 503 while more codes go out than may, whoever asks.
    func limitSending() throws(ServiceError) {
        if let wait = house.limits.waitForSending(now: reactor.now) {
            throw .overloaded("too many codes are asked for", retryAfter: wait)
        }
    }

    private static func tooOften(_ policy: String, _ wait: Duration) -> ServiceError {
        var error = ServiceError(.quotaExceeded, retryAfter: wait)
        error.problem.violatedPolicies = [policy]
        return error
    }

    /// A password's hash or comparison that did not come about, as a client sees it.
    func failure(_ error: PasswordHashError) -> ServiceError {
        error.mayRetry ? .overloaded("passwords: \(error)") : .failure("passwords: \(error)")
    }
}
