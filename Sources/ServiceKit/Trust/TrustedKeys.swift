internal import Synchronization
internal import Tokens

/// The public keys that a service believes: the gateway's for admissions, identity's for users.
///
/// One for a process; any thread may read. The sets are replaced whole when they have changed.
final class TrustedKeys: Sendable {
    private struct State {
        var admissionKeys: [VerificationKey] = []
        var userKeys: [VerificationKey] = []
        var admissions: AdmissionVerifier?
        var users: UserTokenVerifier?
        /// How often either has changed.
        var generation = 0
    }

    private let state = Mutex(State())
    private let issuer: String
    private let audience: String

    /// Trust in nobody yet; issuer and audience are those of admission tokens.
    init(issuer: String, audience: String) {
        self.issuer = issuer
        self.audience = audience
    }

    /// Believes these keys for admissions from now on.
    func take(admissions keys: [VerificationKey]) {
        let verifier = AdmissionVerifier(keys: keys, issuer: issuer, audience: audience)
        state.withLock { state in
            guard state.admissions == nil || state.admissionKeys.map(\.id) != keys.map(\.id) else { return }
            state.admissionKeys = keys
            state.admissions = verifier
            state.generation += 1
        }
    }

    /// Believes these keys for users from now on.
    func take(users keys: [VerificationKey]) {
        let verifier = UserTokenVerifier(keys: keys)
        state.withLock { state in
            guard state.users == nil || state.userKeys.map(\.id) != keys.map(\.id) else { return }
            state.userKeys = keys
            state.users = verifier
            state.generation += 1
        }
    }

    /// The verifier of admissions, nil before its keys were read.
    var admissions: AdmissionVerifier? { state.withLock { $0.admissions } }
    /// The verifier of users, nil before its keys were read.
    var users: UserTokenVerifier? { state.withLock { $0.users } }
    /// Changes with every new set.
    var generation: Int { state.withLock { $0.generation } }
}
