internal import Bytes
internal import HTTP
internal import Postgres
internal import ServiceKit

extension IdentityService {
    /// Judges an answer under the lock of its challenge, and does what the challenge was made for.
    func judge(
        _ answer: CodeTry, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> CodeOutcome {
        let found = try await locked(answer.challenge, in: &transaction)
        guard var challenge = found, challenge.purpose != .secondFactor else {
            return .refused(ServiceError(.codeOver))
        }
        // Who resets a password has to send one; asking for it must not cost the code.
        if challenge.purpose == .reset, answer.newPassword == nil {
            return .refused(.invalid("#/password", "is missing"))
        }
        var near: GuardedKey?
        if let contact = challenge.contact {
            let own = self.near(.codeAnswer, contact, answer.visit)
            near = own
            let tries = try await answers(
                [IdentityStore.attempt(own, then: keys.guarded(.codeAnswerAll, contact.text))],
                in: &transaction)
            try check(.codeAnswer, .codeAnswerAll, tries[0])
        }
        let mark = OneTimeCode.mark(answer.code, challenge: challenge.id.bytes, key: keys.codeKey)
        // A challenge for an unknown contact was sent to nobody: its code is right for nobody.
        let isAnswerable = challenge.registration != nil || challenge.account != nil
        let kept = challenge.mark ?? []
        let isEqual = mark.span.bytes.equalsInConstantTime(kept.span.bytes)
        let verdict = ChallengeRule.judge(
            &challenge.state, isRight: isEqual && isAnswerable, now: challenge.now)
        try await keep(challenge, in: &transaction)
        switch verdict {
        case .accepted:
            guard try await use(challenge, near, in: &transaction) else {
                return .refused(ServiceError(.codeOver))
            }
            return try await fulfil(challenge, answer, in: &transaction)
        case .refused(let left):
            return .refused(
                ServiceError(.codeWrong, left == 1 ? "one try is left" : "\(left) tries are left"))
        case .over: return .refused(ServiceError(.codeOver))
        }
    }

    /// Uses the code up for everybody who asked for it; false where somebody else has used it.
    private func use(
        _ challenge: ChallengeRecord, _ near: GuardedKey?, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> Bool {
        if let near { try await perform([IdentityStore.forgive(near.key)], in: &transaction) }
        guard let root = challenge.root else { return true }
        return try await answers([IdentityStore.use(root: root)], in: &transaction)[0].affected == 1
    }

    private func fulfil(
        _ challenge: ChallengeRecord, _ answer: CodeTry, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> CodeOutcome {
        switch challenge.purpose {
        case .register: return try await makeAccount(challenge, answer, in: &transaction)
        case .login, .reset: return try await admit(challenge, answer, in: &transaction)
        case .contact: return try await addContact(challenge, answer, in: &transaction)
        case .secondFactor: return .refused(ServiceError(.codeOver))
        }
    }

    /// Makes the account of a registration and lets its owner in.
    private func makeAccount(
        _ challenge: ChallengeRecord, _ answer: CodeTry, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> CodeOutcome {
        guard let id = challenge.registration,
            let (account, hash) = try await registration(id, in: &transaction)
        else { return .refused(ServiceError(.codeOver)) }
        do throws(PostgresError) {
            try await transaction.savepoint {
                (inner: inout PostgresTransaction) async throws(PostgresError) in
                _ = try await inner.pipeline(IdentityStore.create(account, hash: hash))
            }
        } catch {
            // Somebody else has shown meanwhile that the contact is theirs: the owner may know.
            guard error.sqlState == .uniqueViolation else { throw ServiceError(error) }
            return .refused(ServiceError(.accountExists))
        }
        guard let made = try await self.account(account.id, in: &transaction) else {
            throw .failure("an account that was just made is not there")
        }
        let note = IdentityStore.audit(.registered, account: made.id, address: answer.visit.address)
        return .entered(try await enter(made, answer.visit, also: [note], in: &transaction))
    }

    /// Lets somebody in who has shown that the contact is theirs, perhaps with a new password.
    private func admit(
        _ challenge: ChallengeRecord, _ answer: CodeTry, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> CodeOutcome {
        guard let id = challenge.account, let account = try await account(id, in: &transaction) else {
            return .refused(ServiceError(.codeOver))
        }
        let password = challenge.purpose == .reset ? answer.newPassword : nil
        return .entered(
            try await enter(account, answer.visit, newPassword: password, in: &transaction))
    }

    // MARK: Rows, with the service's errors

    func locked(
        _ id: PostgresUUID, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> ChallengeRecord? {
        do throws(PostgresError) {
            return try await IdentityStore.lock(challenge: id, in: &transaction)
        } catch {
            throw ServiceError(error)
        }
    }

    func keep(
        _ challenge: ChallengeRecord, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) {
        do throws(PostgresError) {
            try await IdentityStore.keep(challenge, in: &transaction)
        } catch {
            throw ServiceError(error)
        }
    }

    func account(
        _ id: PostgresUUID, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> AccountRecord? {
        do throws(PostgresError) {
            return try await IdentityStore.account(id, in: &transaction)
        } catch {
            throw ServiceError(error)
        }
    }

    /// A registration as the account that it becomes, with its password's hash; nil when it is gone.
    private func registration(
        _ id: PostgresUUID, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> (AccountRecord, String)? {
        do throws(PostgresError) {
            return try await IdentityStore.takeRegistration(id, in: &transaction)
        } catch {
            throw ServiceError(error)
        }
    }
}
