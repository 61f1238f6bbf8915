internal import Contracts
internal import Postgres
internal import ServiceKit
internal import Tokens

extension IdentityService {
    /// `POST /api/sessions`: contact and password, or the code of a second factor.
    func logIn(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let form: LoginRequest = try request.json()
        let visit = try Visit(request, context, cookies: form.cookies)
        try limit(.addressLogin, visit, context)
        if let challenge = form.challenge {
            guard let id = PostgresUUID(challenge) else { throw ServiceError(.codeOver) }
            guard let code = form.code.flatMap(OneTimeCode.normal) else { throw ServiceError(.codeWrong) }
            return try response(try await answerSecondFactor(id, code, visit), visit)
        }
        guard let typed = form.login ?? form.phone ?? form.email, let password = form.password else {
            throw .badRequest("login and password, or challenge and code")
        }
        // What is no contact at all is refused like an unknown one, after the same work.
        let contact = Contact(typed)
        let entry = try await logIn(contact, password, visit)
        guard case .secondFactor(let id) = entry, let code = form.code.flatMap(OneTimeCode.normal) else {
            return try response(entry, visit)
        }
        return try response(try await answerSecondFactor(id, code, visit), visit)
    }

    private func logIn(
        _ contact: Contact?, _ password: String, _ visit: Visit
    ) async throws(ServiceError) -> Entry {
        let subject = contact ?? Contact(kind: .email, text: "")
        let (near, far) = try await limits(subject, visit)
        let known = try await store.credentials(of: subject, guardedBy: near, then: far)
        try check(.password, wait: known.waits.near)
        try check(.passwordAll, wait: known.waits.far)
        let isRight = try await compare(password, with: known)
        guard isRight, let account = known.account else {
            _ = try await store.run([
                IdentityStore.audit(.loginFailed, account: known.account?.id, address: visit.address)
            ])
            throw ServiceError(.invalidCredentials)
        }
        let also = [IdentityStore.forgive(near.key)] + (try await rehash(password, known))
        return try await store.pool.transaction { transaction async throws(ServiceError) in
            try await self.enter(account, visit, also: also, in: &transaction)
        }
    }

    /// What a try at a password is counted by: the network it comes from, and all networks together.
    ///
    /// A browser that the account's owner was in from counts by itself alone, so that nobody who guesses
    /// elsewhere keeps the owner out.
    private func limits(
        _ contact: Contact, _ visit: Visit
    ) async throws(ServiceError) -> (GuardedKey, GuardedKey?) {
        let keys = keys
        if let text = visit.device, let mark = DeviceMark(text, key: keys.codeKey) {
            let rows = try await store.run([IdentityStore.find(contact)])
            let owner = try store.read { () throws(PostgresError) in
                try rows[0].first.map(AccountRecord.init)
            }
            if owner?.id == mark.account {
                return (keys.guarded(.password, "\(contact.text)|\(mark.number)"), nil)
            }
        }
        return (near(.password, contact, visit), keys.guarded(.passwordAll, contact.text))
    }

    /// Compares a password: one hash, also where there is nothing to compare with.
    func compare(_ password: String, with known: Credentials) async throws(ServiceError) -> Bool {
        guard password.utf8.count <= PasswordRule.maximumBytes else {
            throw .invalid("#/password", "at most \(PasswordRule.maximumBytes) bytes")
        }
        do throws(PasswordHashError) {
            return try await house.passwords.matches(password, known.hash, on: reactor)
        } catch {
            throw failure(error)
        }
    }

    /// A hash of today's cost for one that was made at another.
    ///
    /// Nothing where it is today's, or where no thread is free.
    private func rehash(_ password: String, _ known: Credentials) async throws(ServiceError)
        -> [PostgresStatement]
    {
        guard let account = known.account, let old = known.hash, old.cost != house.passwords.cost else {
            return []
        }
        do throws(PasswordHashError) {
            let fresh = try await house.passwords.hash(password, on: reactor)
            return [IdentityStore.rehash(fresh, for: old, of: account.id)]
        } catch {
            // The login stands without it; the next one tries again.
            return []
        }
    }

    // MARK: Letting somebody in

    /// Opens a session, or asks for the second factor where the account has one.
    ///
    /// A new password is set with the session, and so not before the second factor was shown.
    func enter(
        _ account: AccountRecord, _ visit: Visit, also: [PostgresStatement] = [],
        newPassword: PasswordHash? = nil, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> Entry {
        var random = SecureRandom()
        let id = PostgresUUID.random(using: &random)
        let token = RefreshToken(random: &random)
        var statements = also
        if account.hasSecondFactor {
            statements.append(
                ChallengeDraft(
                    id: id, purpose: .secondFactor, account: account.id, newPassword: newPassword
                ).statement)
        } else {
            statements += Self.change(newPassword, of: account.id, visit)
            statements += IdentityStore.open(
                session: id, of: account.id, token: token, address: visit.address)
            statements.append(
                IdentityStore.audit(.loggedIn, account: account.id, session: id, address: visit.address))
        }
        try await perform(statements, in: &transaction)
        return account.hasSecondFactor ? .secondFactor(id) : .session(id, token, account)
    }

    /// Sets a password where one was chosen, which ends all sessions.
    static func change(
        _ password: PasswordHash?, of account: PostgresUUID, _ visit: Visit
    ) -> [PostgresStatement] {
        guard let password else { return [] }
        return [
            IdentityStore.setPassword(password, of: account), IdentityStore.endOthers(of: account, but: nil),
            IdentityStore.audit(.passwordChanged, account: account, address: visit.address),
        ]
    }

    /// Runs statements of a transaction with the service's errors.
    func perform(
        _ statements: [PostgresStatement], in transaction: inout PostgresTransaction
    ) async throws(ServiceError) {
        do throws(PostgresError) {
            _ = try await transaction.pipeline(statements)
        } catch {
            throw ServiceError(error)
        }
    }
}
