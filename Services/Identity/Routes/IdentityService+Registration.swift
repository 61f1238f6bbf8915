internal import Bytes
internal import Contracts
internal import Events
internal import HTTP
internal import Postgres
internal import ServiceKit
internal import Tokens

extension IdentityService {
    /// `POST /api/accounts`: makes a registration and sends the code that will make the account.
    ///
    /// The answer is the same for a contact that has an account; there the message says so, to its owner.
    func register(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let visit = try Visit(request, context, cookies: false)
        try limit(.addressCode, visit, context)
        let form: AccountRequest = try request.json()
        let draft = try registrant(form, fallback: request.language)
        try context.limits.take(.allCodes, .text(""))
        let hash: PasswordHash
        do throws(PasswordHashError) {
            hash = try await house.passwords.hash(form.password, on: reactor)
        } catch {
            throw failure(error)
        }
        let code = newCode(.register)
        var sending: CodeMessage?
        let stored = try await idempotency(request, principal: "contact:\(draft.contact.text)").run(
            in: store.pool
        ) { (transaction: inout PostgresTransaction) async throws(ServiceError) in
            let isKnown = try await self.pass(draft.contact, code, draft, hash, in: &transaction)
            sending = CodeMessage(
                contact: draft.contact, content: isKnown ? .alreadyRegistered : .code(code.text, .register),
                language: draft.language)
            let answer = RegistrationModel(
                id: draft.id.description,
                code: self.question(code.id, to: draft.contact, now: context.now))
            return ServiceResponse.json(answer, status: 201).stored
        }
        // A repetition of the same request sends nothing again.
        if let sending, !stored.isReplay { courier.deliver(sending) }
        return .stored(stored)
    }

    /// Counts the code, and makes the rows; whether the contact has an account.
    private func pass(
        _ contact: Contact, _ code: FreshCode, _ draft: Registrant, _ hash: PasswordHash,
        in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> Bool {
        let keys = keys
        let answers: [PostgresRows]
        do throws(PostgresError) {
            answers = try await transaction.pipeline(
                [
                    IdentityStore.codeAttempt(contact, keys), IdentityStore.find(contact),
                    IdentityStore.register(
                        draft.id, contact, name: draft.name, language: draft.language.rawValue, hash: hash),
                    ChallengeDraft(
                        id: code.id, purpose: .register, contact: contact, registration: draft.id,
                        mark: code.mark
                    ).statement,
                ])
        } catch {
            throw ServiceError(error)
        }
        let waits = try store.read { () throws(PostgresError) in
            (try answers[0].only().double(0), try answers[0].only().double(1))
        }
        try check(.codePause, wait: waits.0)
        try check(.codeCount, wait: waits.1)
        return !answers[1].isEmpty
    }

    /// What a registration form says, in normal form; 422 for what it may not say.
    private func registrant(
        _ form: AccountRequest, fallback: Language
    ) throws(ServiceError) -> Registrant {
        let contact = try contact(phone: form.phone, email: form.email)
        let name = try Self.name(form.name ?? "")
        try checkPassword(form.password, at: "#/password", contacts: [contact], name: name)
        return Registrant(
            id: .random(), contact: contact, name: name, language: form.language ?? fallback)
    }

    /// The one contact that a form has; 422 for what is none.
    func contact(phone: String?, email: String?) throws(ServiceError) -> Contact {
        switch (phone, email) {
        case (let phone?, nil):
            guard let contact = Contact(phone: phone) else {
                throw .invalid("#/phone", "not a phone number that can receive a code")
            }
            return contact
        case (nil, let email?):
            guard let contact = Contact(email: email) else {
                throw .invalid("#/email", "not a mail address")
            }
            return contact
        default: throw .badRequest("either phone or email")
        }
    }

    /// A name as it is kept: without spaces at its ends, at most 200 characters, none of them a control.
    static func name(_ typed: String) throws(ServiceError) -> String {
        let trimmed = typed.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        let name = String(trimmed)
        guard name.unicodeScalars.count <= 200,
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        else { throw .invalid("#/name", "at most 200 printable characters") }
        return name
    }

    /// Throws 422 with the reason for a password that may not be chosen.
    func checkPassword(
        _ password: String, at pointer: String, contacts: [Contact], name: String
    ) throws(ServiceError) {
        do throws(PasswordFault) {
            try PasswordRule.check(password, contacts: contacts, name: name)
        } catch {
            var refusal = ServiceError(.passwordUnusable, error.sentence)
            refusal.problem.errors = [.init(pointer: pointer, detail: error.sentence)]
            throw refusal
        }
    }

    /// The request under its key.
    ///
    /// The body holds a password, so its digest is keyed: whoever reads the table cannot try passwords.
    func idempotency(_ request: ServiceRequest, principal: String) throws(ServiceError) -> Idempotency {
        let tag = keys.codeKey.fullTag(of: request.body.span.bytes)
        return Idempotency(
            principal: principal, route: "\(request.method.name) \(request.template)",
            key: try request.idempotencyKey, body: tag.span.bytes.copyBytes())
    }
}
