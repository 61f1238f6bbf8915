internal import Bytes
internal import Contracts
internal import EventLoop
internal import Postgres
internal import ServiceKit
internal import Tokens

extension IdentityService {
    /// A fresh code with its challenge's id and mark.
    func newCode(_ purpose: ChallengeRecord.Purpose) -> FreshCode {
        var random = SecureRandom()
        let id = PostgresUUID.random(using: &random)
        let text = OneTimeCode.make(random: &random)
        return FreshCode(
            id: id, text: text, mark: OneTimeCode.mark(text, challenge: id.bytes, key: keys.codeKey))
    }

    /// What a client is told of a code that was sent.
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
        let owner = purpose == .contact ? try await owner(request, form, visit, context) : nil
        try context.limits.take(.allCodes, .text(""))
        let keys = keys
        let answers = try await store.run([
            IdentityStore.codeAttempt(contact, keys), IdentityStore.find(contact),
        ])
        let (waits, known) = try store.read { () throws(PostgresError) in
            (
                (try answers[0].only().double(0), try answers[0].only().double(1)),
                try answers[1].first.map(AccountRecord.init)
            )
        }
        try check(.codePause, wait: waits.0)
        try check(.codeCount, wait: waits.1)
        let code = newCode(purpose)
        let draft = ChallengeDraft(
            id: code.id, purpose: purpose, contact: contact, account: owner?.id ?? known?.id,
            mark: code.mark)
        _ = try await store.run([draft.statement])
        let language = (owner ?? known)?.language ?? request.language
        if let content = Self.content(code, purpose, isKnown: known != nil) {
            courier.deliver(CodeMessage(contact: contact, content: content, language: language))
        }
        return .json(question(code.id, to: contact, now: context.now), status: 202)
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
