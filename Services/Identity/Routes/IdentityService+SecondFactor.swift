internal import Bytes
internal import Contracts
internal import Events
internal import Postgres
internal import ServiceKit
internal import Tokens

extension IdentityService {
    /// What apps call us.
    private static let issuer = "Sluice"

    /// The second step of a login: a code of the account's authenticator.
    func answerSecondFactor(
        _ id: PostgresUUID, _ code: String, _ visit: Visit
    ) async throws(ServiceError) -> Entry {
        let outcome: CodeOutcome = try await store.pool.transaction {
            transaction async throws(ServiceError) in
            guard var challenge = try await self.locked(id, in: &transaction),
                challenge.purpose == .secondFactor, let account = challenge.account
            else { return .refused(ServiceError(.codeOver)) }
            let wait = try await self.attempt(.secondFactor, account.description, in: &transaction)
            try self.check(.secondFactor, wait: wait)
            let step = try await self.step(of: code, account, in: &transaction)
            let verdict = ChallengeRule.judge(
                &challenge.state, isRight: step != nil, now: challenge.now)
            try await self.keep(challenge, in: &transaction)
            guard case .accepted = verdict, let step else {
                let note = IdentityStore.audit(.secondFactorFailed, account: account, address: visit.address)
                try await self.perform([note], in: &transaction)
                return .refused(ServiceError(verdict == .over ? .codeOver : .codeWrong))
            }
            return try await self.pass(
                account, step, newPassword: challenge.newPassword, visit, in: &transaction)
        }
        switch outcome {
        case .refused(let error): throw error
        case .entered(let entry): return entry
        case .changed: throw .failure("a second factor changed an account")
        }
    }

    /// Opens the session of somebody whose code was right.
    private func pass(
        _ id: PostgresUUID, _ step: Int64, newPassword: PasswordHash?, _ visit: Visit,
        in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> CodeOutcome {
        guard let account = try await account(id, in: &transaction) else {
            return .refused(ServiceError(.codeOver))
        }
        var random = SecureRandom()
        let session = PostgresUUID.random(using: &random)
        let token = RefreshToken(random: &random)
        let key = keys.guardKey(.secondFactor, id.description)
        try await perform(
            [IdentityStore.use(step: step, of: id), IdentityStore.forgive(key)]
                + Self.change(newPassword, of: id, visit)
                + IdentityStore.open(session: session, of: id, token: token, address: visit.address)
                + [IdentityStore.audit(.loggedIn, account: id, session: session, address: visit.address)],
            in: &transaction)
        return .entered(.session(session, token, account))
    }

    /// `POST /api/accounts/me/totp`: begins, confirms or ends the second factor.
    func changeSecondFactor(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let form: SecondFactorRequest = try request.json()
        let visit = try Visit(request, context, cookies: false)
        try limit(.addressLogin, visit, context)
        let account = try await account(of: request.user)
        let mark = try idempotency(request, principal: account.id.description)
        if let done: StoredAnswer = try await mark.replay(for: ServiceError.self, in: store.pool) {
            return try opened(done, of: account)
        }
        if let typed = form.code {
            guard let code = OneTimeCode.normal(typed) else { throw ServiceError(.codeWrong) }
            return try await settle(account, code, ends: form.disable == true, visit, mark)
        }
        guard let password = form.password else { throw .badRequest("password, or code") }
        return try await begin(account, password, mark)
    }

    /// Makes a secret; the password shows that the session was not just found open.
    private func begin(
        _ account: AccountRecord, _ password: String, _ mark: Idempotency
    ) async throws(ServiceError) -> ServiceResponse {
        try await confirm(password, of: account)
        var random = SecureRandom()
        var secret: [UInt8] = []
        while secret.count < TimedCode.secretBytes {
            secret.append(UInt8(truncatingIfNeeded: random.next()))
        }
        let closed = try sealed(secret, of: account)
        let address = TimedCode.address(
            secret: secret, issuer: Self.issuer, account: account.email ?? account.phone ?? account.name)
        let model = SecondFactorModel(isEnabled: false, secret: Base32.encode(secret), uri: address)
        let kept = try sealed(ServiceResponse.json(model).body, of: account)
        let answer = try await mark.run(in: store.pool) {
            (transaction: inout PostgresTransaction) async throws(ServiceError) in
            let begun: Int
            do throws(PostgresError) {
                let answers = try await transaction.pipeline([
                    IdentityStore.begin(secret: closed, of: account.id)
                ])
                begun = answers[0].affected
            } catch {
                throw ServiceError(error)
            }
            guard begun == 1 else { throw ServiceError(.secondFactorOn) }
            return StoredAnswer(status: 200, body: kept)
        }
        return try opened(answer, of: account)
    }

    /// A secret of the account's, closed; the answers under keys hold one too, so they are kept closed.
    private func sealed(_ plain: [UInt8], of account: AccountRecord) throws(ServiceError) -> [UInt8] {
        var random = SecureRandom()
        do throws(KeyError) {
            return try keys.box.seal(
                plain.span.bytes, context: account.id.bytes.span.bytes, random: &random)
        } catch {
            throw .failure("sealing: \(error)")
        }
    }

    /// The response of an answer that is kept closed.
    private func opened(_ answer: StoredAnswer, of account: AccountRecord) throws(ServiceError)
        -> ServiceResponse
    {
        var plain = answer
        guard let body = keys.box.open(answer.body.span.bytes, context: account.id.bytes.span.bytes) else {
            throw .failure("an answer of the second factor does not open")
        }
        plain.body = body
        return .stored(plain)
    }

    /// Throws 401 unless this is the account's password; counted like a login.
    func confirm(_ password: String, of account: AccountRecord) async throws(ServiceError) {
        let key = keys.guarded(.password, account.id.description)
        let known = try await store.credentials(of: account.id, guardedBy: key)
        try check(.password, wait: known.waits.near)
        guard try await compare(password, with: known) else { throw ServiceError(.invalidCredentials) }
        _ = try await store.run([IdentityStore.forgive(key.key)])
    }

    /// Turns the factor on or off with a code of the authenticator.
    private func settle(
        _ account: AccountRecord, _ code: String, ends: Bool, _ visit: Visit, _ mark: Idempotency
    ) async throws(ServiceError) -> ServiceResponse {
        let kept = try sealed(ServiceResponse.json(SecondFactorModel(isEnabled: !ends)).body, of: account)
        var refusal: ServiceError?
        let answer = try await mark.run(in: store.pool) {
            (transaction: inout PostgresTransaction) async throws(ServiceError) in
            refusal = nil
            let wait = try await self.attempt(
                .secondFactor, account.id.description, in: &transaction)
            try self.check(.secondFactor, wait: wait)
            // What is refused commits as well, so that the attempt counts.
            if ends, !account.hasSecondFactor { refusal = ServiceError(.secondFactorOff) }
            let step =
                refusal == nil ? try await self.step(of: code, account.id, in: &transaction) : nil
            guard let step else {
                refusal = refusal ?? ServiceError(.codeWrong)
                return StoredAnswer(status: refusal?.status ?? 401, body: [])
            }
            let change =
                ends
                ? IdentityStore.removeSecondFactor(of: account.id)
                : IdentityStore.use(step: step, of: account.id)
            let event = ends ? AuditEvent.secondFactorOff : .secondFactorOn
            let key = self.keys.guardKey(.secondFactor, account.id.description)
            try await self.perform(
                [
                    change, IdentityStore.forgive(key),
                    IdentityStore.audit(event, account: account.id, address: visit.address),
                ], in: &transaction)
            return StoredAnswer(status: 200, body: kept)
        }
        if let refusal { throw refusal }
        return try opened(answer, of: account)
    }

    /// The step of a right and unused code; nil for a wrong one and where no factor was begun.
    func step(
        of code: String, _ account: PostgresUUID, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> Int64? {
        do throws(PostgresError) {
            guard
                let factor = try await IdentityStore.lockSecondFactor(of: account, in: &transaction),
                let secret = keys.box.open(
                    factor.sealed.span.bytes, context: account.bytes.span.bytes)
            else { return nil }
            return TimedCode.match(code, secret: secret, now: factor.now, lastStep: factor.lastStep)
        } catch {
            throw ServiceError(error)
        }
    }

    /// Takes an attempt within a transaction that commits also when the answer is wrong.
    func attempt(
        _ act: GuardedAct, _ subject: String, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> Double {
        do throws(PostgresError) {
            let key = keys.guardKey(act, subject)
            let answers = try await transaction.pipeline([IdentityStore.attempt(act, key)])
            return try answers[0].only().double(0)
        } catch {
            throw ServiceError(error)
        }
    }
}
