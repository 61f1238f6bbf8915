internal import Bytes
internal import Contracts
internal import EventLoop
internal import Postgres
internal import ServiceKit
internal import Tokens

extension IdentityService {
    /// A code with its challenge's id and mark: a fresh one, or once more the one that is on its way.
    func newCode(_ shared: CodeUnderway?) -> FreshCode {
        var random = SecureRandom()
        let id = PostgresUUID.random(using: &random)
        let text = OneTimeCode.make(for: (shared?.root ?? id).bytes, key: keys.codeKey)
        let mark = OneTimeCode.mark(text, challenge: id.bytes, key: keys.codeKey)
        return FreshCode(id: id, text: text, mark: mark, shared: shared)
    }

    /// Counts that somebody asks for a code, and makes the one they get; and the account of the contact.
    ///
    /// While a code is on its way nobody is refused another: they get a question of their own for the same
    /// code. Else who asks first, perhaps to annoy, would keep the contact's owner out.
    func ask(
        _ contact: Contact, _ purpose: ChallengeRecord.Purpose, _ visit: Visit,
        in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> (code: FreshCode, known: AccountRecord?) {
        let pause = keys.guarded(.codePause, "\(contact.text)|\(purpose.rawValue)")
        let asked = try await answers(
            [
                IdentityStore.attempt(near(.codeAsk, contact, visit), then: pause),
                IdentityStore.underway(contact, purpose), IdentityStore.find(contact),
            ], in: &transaction)
        let (waits, underway, known) = try store.read { () throws(PostgresError) in
            let row = try asked[0].only()
            let waits = (ask: try row.double(0), pause: try row.double(1))
            let underway = try asked[1].first.map { row throws(PostgresError) in
                CodeUnderway(
                    root: try row.uuid(0), expiresAt: try row.timestamp(1) / 1000, wait: waits.pause)
            }
            return (waits, underway, try asked[2].first.map(AccountRecord.init))
        }
        try check(.codeAsk, wait: waits.ask)
        if waits.pause > 0 {
            guard let underway else {
                try check(.codePause, wait: waits.pause)
                throw .failure("a pause of codes that is none")
            }
            return (newCode(underway), known)
        }
        // A refusal throws, so that the transaction gives the pause back.
        let counted = try await answers(
            [
                IdentityStore.attempt(
                    near(.codeCount, contact, visit), then: keys.guarded(.codeCountAll, contact.text))
            ], in: &transaction)
        try check(.codeCount, .codeCountAll, counted[0])
        return (newCode(nil), known)
    }

    /// Runs statements of a transaction with the service's errors.
    func answers(
        _ statements: [PostgresStatement], in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> [PostgresRows] {
        do throws(PostgresError) {
            return try await transaction.pipeline(statements)
        } catch {
            throw ServiceError(error)
        }
    }

    /// What a client is told of a code that is on its way.
    func question(_ code: FreshCode, to contact: Contact, now: Int64) -> OneTimeCodeModel {
        guard let shared = code.shared else { return question(code.id, to: contact, now: now) }
        return OneTimeCodeModel(
            id: code.id.description, to: contact.masked,
            expiresAt: Timestamp(milliseconds: shared.expiresAt),
            retryAfter: Int(min(shared.wait, 3600).rounded(.up)))
    }

    /// What a client is told of a question that was just made.
    func question(_ id: PostgresUUID, to contact: Contact?, now: Int64) -> OneTimeCodeModel {
        OneTimeCodeModel(
            id: id.description, to: contact?.masked,
            expiresAt: Timestamp(milliseconds: now + ChallengeRule.life.components.seconds * 1000),
            retryAfter: contact == nil ? 0 : Int(ChallengeRule.resendAfter.components.seconds))
    }

    /// `POST /api/otp`: sends a code to a contact; the answer does not say whether it has an account.
    func sendCode(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let visit = try Visit(request, context, cookies: false)
        try limit(.addressCode, visit, context)
        let form: OneTimeCodeRequest = try request.json()
        let contact = try contact(phone: form.phone, email: form.email)
        let purpose = Self.purpose(form.purpose)
        let owner = purpose == .contact ? try await self.owner(request, form, visit, context) : nil
        try context.limits.take(.allCodes, .text(""))
        let (code, known): (FreshCode, AccountRecord?) = try await store.pool.transaction {
            transaction async throws(ServiceError) in
            let asked = try await self.ask(contact, purpose, visit, in: &transaction)
            let draft = ChallengeDraft(
                id: asked.code.id, purpose: purpose, contact: contact,
                account: owner?.id ?? asked.known?.id, mark: asked.code.mark, shared: asked.code.shared)
            try await self.perform([draft.statement], in: &transaction)
            return asked
        }
        let language = (owner ?? known)?.language ?? request.language
        if code.shared == nil, let content = Self.content(code, purpose, isKnown: known != nil) {
            courier.deliver(CodeMessage(contact: contact, content: content, language: language))
        }
        return .json(question(code, to: contact, now: context.now), status: 202)
    }

    /// What is sent: to a contact without an account nothing, but for one that is to be added.
    private static func content(
        _ code: FreshCode, _ purpose: ChallengeRecord.Purpose, isKnown: Bool
    ) -> CodeMessage.Content? {
        if purpose == .contact { return isKnown ? .alreadyRegistered : .code(code.text, purpose) }
        return isKnown ? .code(code.text, purpose) : nil
    }

    private static func purpose(_ asked: OneTimeCodeRequest.Purpose) -> ChallengeRecord.Purpose {
        switch asked {
        case .login: .login
        case .reset: .reset
        case .verify: .contact
        }
    }

    /// `POST /api/otp/verify`: answers a code, and does what it was sent for.
    func answerCode(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let form: OneTimeCodeCheck = try request.json()
        let visit = try Visit(request, context, cookies: form.cookies)
        try limit(.addressAnswer, visit, context)
        guard let id = PostgresUUID(form.id) else { throw ServiceError(.codeOver) }
        guard let code = OneTimeCode.normal(form.code) else { throw ServiceError(.codeWrong) }
        let answer = CodeTry(
            challenge: id, code: code, visit: visit, user: request.optionalUser,
            newPassword: try await hash(ofReset: form.password))
        let outcome: CodeOutcome = try await store.pool.transaction {
            transaction async throws(ServiceError) in
            try await self.judge(answer, in: &transaction)
        }
        switch outcome {
        case .refused(let error): throw error
        case .entered(let entry): return try response(entry, visit)
        case .changed(let account, let told):
            told.forEach(courier.deliver)
            return .json(account.document)
        }
    }

    /// The hash of a new password, computed before a connection is taken.
    private func hash(ofReset password: String?) async throws(ServiceError) -> PasswordHash? {
        guard let password else { return nil }
        try checkPassword(password, at: "#/password", contacts: [], name: "")
        do throws(PasswordHashError) {
            return try await house.passwords.hash(password, on: reactor)
        } catch {
            throw failure(error)
        }
    }
}
