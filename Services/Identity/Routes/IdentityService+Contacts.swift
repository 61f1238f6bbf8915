internal import Contracts
internal import HTTP
internal import Postgres
internal import ServiceKit

extension IdentityService {
    /// The account that a contact is to be added to, once its owner has shown to be there.
    ///
    /// A code to any contact of an account resets its password. So whoever adds one takes the account, and a
    /// token that was found somewhere must not be enough: the password is asked for, and the second factor.
    func owner(
        _ request: ServiceRequest, _ form: OneTimeCodeRequest, _ visit: Visit, _ context: ServiceContext
    ) async throws(ServiceError) -> AccountRecord {
        let account = try await account(of: request.user)
        guard let password = form.currentPassword else {
            throw .invalid("#/current_password", "is needed for another contact")
        }
        try limit(.addressLogin, visit, context)
        try await confirm(password, of: account)
        guard account.hasSecondFactor else { return account }
        guard let typed = form.code else {
            throw .invalid("#/code", "is needed where a second factor is on")
        }
        try await confirm(code: typed, of: account, visit)
        return account
    }

    /// Throws 401 unless this is a right and unused code of the account's authenticator.
    private func confirm(
        code typed: String, of account: AccountRecord, _ visit: Visit
    ) async throws(ServiceError) {
        guard let code = OneTimeCode.normal(typed) else { throw ServiceError(.codeWrong) }
        let isRight: Bool = try await store.pool.transaction { transaction async throws(ServiceError) in
            let subject = account.id.description
            try self.check(
                .secondFactor, wait: try await self.attempt(.secondFactor, subject, in: &transaction))
            // What is refused commits as well, so that the attempt counts.
            guard let step = try await self.step(of: code, account.id, in: &transaction) else {
                let note = IdentityStore.audit(
                    .secondFactorFailed, account: account.id, address: visit.address)
                try await self.perform([note], in: &transaction)
                return false
            }
            let key = self.keys.guardKey(.secondFactor, subject)
            try await self.perform(
                [IdentityStore.use(step: step, of: account.id), IdentityStore.forgive(key)],
                in: &transaction)
            return true
        }
        guard isRight else { throw ServiceError(.codeWrong) }
    }

    /// Adds a contact whose code came back, or puts it in the place of the one there was.
    ///
    /// The contacts that the account had before are told, also the one that it loses.
    func addContact(
        _ challenge: ChallengeRecord, _ answer: CodeTry, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> CodeOutcome {
        // The code and the login must be the same person's.
        guard let id = challenge.account, let contact = challenge.contact,
            answer.user?.account == id.description,
            let before = try await account(id, in: &transaction)
        else { return .refused(ServiceError(.unauthorized)) }
        do throws(PostgresError) {
            try await transaction.savepoint {
                (inner: inout PostgresTransaction) async throws(PostgresError) in
                _ = try await inner.pipeline([
                    IdentityStore.add(contact, to: id),
                    IdentityStore.audit(.contactAdded, account: id, address: answer.visit.address),
                ])
            }
        } catch {
            guard error.sqlState == .uniqueViolation else { throw ServiceError(error) }
            return .refused(ServiceError(.accountExists))
        }
        guard let account = try await account(id, in: &transaction) else { throw ServiceError(.unauthorized) }
        let told = before.contacts.filter { $0 != contact }.map {
            CodeMessage(contact: $0, content: .contactChanged(contact.masked), language: account.language)
        }
        return .changed(account, told)
    }
}
