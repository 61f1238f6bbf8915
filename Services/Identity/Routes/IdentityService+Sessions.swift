internal import Bytes
internal import Contracts
internal import HTTP
internal import Postgres
internal import ServiceKit
internal import Telemetry
internal import Tokens

extension IdentityService {
    /// How long an access token lives.
    static let accessLife = Duration.seconds(900)

    /// `POST /api/tokens/refresh`: new tokens for a refresh token, which is used up by it.
    func refresh(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let form: RefreshRequest = request.body.isEmpty ? RefreshRequest() : try request.json()
        let fromCookie = form.refreshToken == nil
        let visit = try Visit(request, context, cookies: fromCookie ? true : form.cookies ?? false)
        try limit(.addressAnswer, visit, context)
        guard let text = form.refreshToken ?? SessionCookie.refresh.value(in: request),
            let token = RefreshToken(text: text)
        else { throw ServiceError(.refreshInvalid) }
        let grace = visit.usesCookies ? RefreshRule.cookieGrace : RefreshRule.bodyGrace
        let outcome: RefreshOutcome = try await store.pool.transaction {
            transaction async throws(ServiceError) in
            try await self.renew(token, visit, grace: grace, in: &transaction)
        }
        switch outcome {
        case .renewed(let session, let next, let account):
            return try response(.session(session, next, account), visit)
        case .twin: throw ServiceError(.refreshInProgress, retryAfter: .seconds(1))
        case .refused:
            var refusal = ServiceError(.refreshInvalid)
            if fromCookie { refusal.fields = SessionCookie.removal(visit) }
            throw refusal
        }
    }

    /// Asks the rule under the locks of the token and its session, and does what it says.
    private func renew(
        _ token: RefreshToken, _ visit: Visit, grace: Duration, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> RefreshOutcome {
        guard let found = try await locked(token, in: &transaction) else { return .refused }
        let verdict = RefreshRule.judge(
            found.record, arrivedAt: visit.arrivedAt, now: found.now, grace: grace)
        switch verdict {
        case .rotate:
            guard let account = try await account(found.account, in: &transaction) else { return .refused }
            var random = SecureRandom()
            let next = RefreshToken(random: &random)
            try await perform(
                IdentityStore.rotate(token, to: next, in: found.session), in: &transaction)
            return .renewed(found.session, next, account)
        case .twin: return .twin
        case .reuse:
            house.log.warning("refresh_reused") { $0.field("account", found.account.description) }
            try await perform(
                [
                    IdentityStore.end(session: found.session, why: "reuse"),
                    IdentityStore.audit(
                        .refreshReused, account: found.account, session: found.session,
                        address: visit.address),
                ], in: &transaction)
            return .refused
        case .expired: return .refused
        }
    }

    private func locked(
        _ token: RefreshToken, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> RefreshRecord? {
        do throws(PostgresError) {
            return try await IdentityStore.lock(token: token, in: &transaction)
        } catch {
            throw ServiceError(error)
        }
    }

    /// `DELETE /api/sessions/current`: ends the session of the user token, or of the refresh cookie.
    func logOut(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let visit = try Visit(request, context, cookies: nil)
        if let user = request.optionalUser {
            if let session = PostgresUUID(user.session), let account = PostgresUUID(user.account) {
                try await end(session, account, visit)
            }
        } else if let token = SessionCookie.refresh.value(in: request).flatMap(RefreshToken.init(text:)) {
            // The access token has run out, and the visitor wants to leave all the same.
            guard request.head.comesFromOurPages(trustsProxy: true) else { throw .forbidden }
            let found: RefreshRecord? = try await store.pool.transaction {
                transaction async throws(ServiceError) in
                try await self.locked(token, in: &transaction)
            }
            if let found { try await end(found.session, found.account, visit) }
        } else {
            throw ServiceError(.unauthorized)
        }
        var response = ServiceResponse.noContent
        response.fields += SessionCookie.removal(visit)
        return response
    }

    private func end(
        _ session: PostgresUUID, _ account: PostgresUUID, _ visit: Visit
    ) async throws(ServiceError) {
        _ = try await store.run([
            IdentityStore.logOut(session: session, of: account, address: visit.address)
        ])
    }

    // MARK: What a client gets

    /// The answer to somebody who is in: tokens in the body, or in cookies.
    func response(_ entry: Entry, _ visit: Visit) throws(ServiceError) -> ServiceResponse {
        switch entry {
        case .secondFactor(let id):
            return .json(LoginModel(challenge: question(id, to: nil, now: visit.arrivedAt)))
        case .session(let session, let refresh, let account):
            let access = try accessToken(account, session, now: visit.arrivedAt)
            let life = Int(Self.accessLife.components.seconds)
            let idle = Int(RefreshRule.idle.components.seconds)
            let answer = LoginModel(
                accessToken: access, expiresIn: life,
                refreshToken: visit.usesCookies ? nil : refresh.text, refreshExpiresIn: idle,
                account: account.document)
            var response = ServiceResponse.json(answer)
            if visit.usesCookies {
                response.fields += [
                    SessionCookie.access.field(access, seconds: life, visit),
                    SessionCookie.refresh.field(refresh.text, seconds: idle, visit),
                ]
                response.fields += remember(account.id, visit)
            }
            return response
        }
    }

    /// The cookie by which the browser is known another time; nothing where it has one.
    private func remember(_ account: PostgresUUID, _ visit: Visit) -> [ResponseField] {
        let keys = keys
        if let text = visit.device, let known = DeviceMark(text, key: keys.codeKey),
            known.account == account
        {
            return []
        }
        let mark = DeviceMark(of: account, number: .random(), key: keys.codeKey)
        let life = Int(DeviceMark.life.components.seconds)
        return [SessionCookie.device.field(mark.text, seconds: life, visit)]
    }

    private func accessToken(
        _ account: AccountRecord, _ session: PostgresUUID, now: Int64
    ) throws(ServiceError) -> String {
        var random = SecureRandom()
        let claims = UserClaims(
            account: account.id.description, session: session.description, roles: account.roles,
            issuedAt: now, expiresAt: now + Self.accessLife.components.seconds * 1000, random: &random)
        var text = ByteBuffer(capacity: UserToken.maximumBytes)
        do throws(KeyError) {
            try keys.signer.sign(claims, into: &text)
        } catch {
            throw .failure("signing: \(error)")
        }
        return String(decoding: text.copyBytes(), as: UTF8.self)
    }
}
