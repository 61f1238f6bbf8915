internal import Contracts
internal import Events
internal import HTTP
internal import Postgres
internal import ServiceKit

extension IdentityService {
    /// `PATCH /api/accounts/me`: a name, a language, a password.
    ///
    /// A new password ends every other session of the account.
    func changeAccount(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let form: AccountChange = try request.json()
        let visit = try Visit(request, context, cookies: false)
        let user = try request.user
        let account = try await account(of: user)
        let name = try form.name.map { name throws(ServiceError) in try Self.name(name) }
        let idempotency = try idempotency(request, principal: user.account)
        if let done: StoredAnswer = try await idempotency.replay(
            for: ServiceError.self, in: store.pool)
        {
            return .stored(done)
        }
        let hash: PasswordHash?
        do throws(ServiceError) {
            hash = try await self.hash(of: form, account, name ?? account.name, visit, context)
        } catch {
            // A twin may have changed the password meanwhile, and then the old one is right no more.
            guard
                let done: StoredAnswer = try await idempotency.replay(
                    for: ServiceError.self, in: store.pool)
            else { throw error }
            return .stored(done)
        }
        let session = PostgresUUID(user.session)
        let answer = try await idempotency.run(in: store.pool) {
            (transaction: inout PostgresTransaction) async throws(ServiceError) in
            var statements = [IdentityStore.change(account.id, name: name, language: form.language)]
            if let hash {
                statements += [
                    IdentityStore.setPassword(hash, of: account.id),
                    IdentityStore.endOthers(of: account.id, but: session),
                    IdentityStore.audit(
                        .passwordChanged, account: account.id, session: session, address: visit.address),
                ]
            }
            try await self.perform(statements, in: &transaction)
            guard let changed = try await self.account(account.id, in: &transaction) else {
                throw ServiceError(.unauthorized)
            }
            return ServiceResponse.json(changed.document).stored
        }
        return .stored(answer)
    }

    /// The hash of a new password, once the current one was right; nil where none is to be set.
    private func hash(
        of form: AccountChange, _ account: AccountRecord, _ name: String, _ visit: Visit,
        _ context: ServiceContext
    ) async throws(ServiceError) -> PasswordHash? {
        guard let password = form.password else { return nil }
        guard let current = form.currentPassword else {
            throw .invalid("#/current_password", "is needed for a new password")
        }
        try limit(.addressLogin, visit, context)
        try checkPassword(password, at: "#/password", contacts: account.contacts, name: name)
        try await confirm(current, of: account)
        do throws(PasswordHashError) {
            return try await house.passwords.hash(password, on: reactor)
        } catch {
            throw failure(error)
        }
    }
}
