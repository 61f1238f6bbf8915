internal import Synchronization
package import Tokens

/// The public keys that a service believes: the gateway's for admissions, identity's for users.
///
/// One for a process; any thread may read. The sets are replaced whole when their source is read again.
package final class TrustedKeys: Sendable {
    private struct State {
        var admissions: AdmissionVerifier?
        var users: UserTokenVerifier?
        /// How often either has changed.
        var generation = 0
    }

    private let state = Mutex(State())
    private let issuer: String
    private let audience: String

    /// Trust in nobody yet; issuer and audience are those of admission tokens.
    package init(issuer: String, audience: String) {
        self.issuer = issuer
        self.audience = audience
    }

    /// Believes these keys for admissions from now on.
    package func take(admissions keys: [VerificationKey]) {
        let verifier = AdmissionVerifier(keys: keys, issuer: issuer, audience: audience)
        state.withLock {
            $0.admissions = verifier
            $0.generation += 1
        }
    }

    /// Believes these keys for users from now on.
    package func take(users keys: [VerificationKey]) {
        let verifier = UserTokenVerifier(keys: keys)
        state.withLock {
            $0.users = verifier
            $0.generation += 1
        }
    }

    /// The verifier of admissions, nil before its keys were read.
    var admissions: AdmissionVerifier? { state.withLock { $0.admissions } }
    /// The verifier of users, nil before its keys were read.
    var users: UserTokenVerifier? { state.withLock { $0.users } }
    /// Changes with every new set.
    var generation: Int { state.withLock { $0.generation } }
}
