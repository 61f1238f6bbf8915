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
        var sending: CodeMessage?
        let stored = try await idempotency(request, principal: "contact:\(draft.contact.text)").run(
            in: store.pool
        ) { (transaction: inout PostgresTransaction) async throws(ServiceError) in
            let (code, known) = try await self.pass(draft, hash, visit, in: &transaction)
            // Whose code is on its way gets no second message.
            if code.shared == nil {
                sending = CodeMessage(
                    contact: draft.contact,
                    content: known == nil ? .code(code.text, .register) : .alreadyRegistered,
                    language: draft.language)
            }
            let answer = RegistrationModel(
                id: draft.id.description,
                code: self.question(code, to: draft.contact, now: context.now))
            return ServiceResponse.json(answer, status: 201).stored
        }
        // A repetition of the same request sends nothing again.
        if let sending, !stored.isReplay { courier.deliver(sending) }
        return .stored(stored)
    }

    /// Counts the code, and makes the rows; and the account that the contact has already.
    private func pass(
        _ draft: Registrant, _ hash: PasswordHash, _ visit: Visit, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> (code: FreshCode, known: AccountRecord?) {
        let asked = try await ask(draft.contact, .register, visit, in: &transaction)
        let challenge = ChallengeDraft(
            id: asked.code.id, purpose: .register, contact: draft.contact, registration: draft.id,
            mark: asked.code.mark, shared: asked.code.shared)
        try await perform(
            [
                IdentityStore.register(
                    draft.id, draft.contact, name: draft.name, language: draft.language.rawValue, hash: hash),
                challenge.statement,
            ], in: &transaction)
        return asked
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
        // What shows nothing but turns the text around it is left out; Bangla is spelled with the joiners.
        let typed = String(
            String.UnicodeScalarView(
                typed.unicodeScalars.filter {
                    $0.properties.generalCategory != .format || $0 == "\u{200C}" || $0 == "\u{200D}"
                }))
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
