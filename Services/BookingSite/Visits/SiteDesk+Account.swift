internal import Contracts
internal import HTTP
internal import ServiceKit

extension SiteDesk {
    /// How often one address may have a login renewed by visiting pages.
    private static let renewals = LimitPolicy("site-renewal", quota: 30, per: .seconds(60))

    /// Logging in and out, registering.
    func registerAccount(_ router: ServiceRouter) {
        page(router, SiteAddress.login, isLogin: true) { visit async throws(ServiceError) in
            let back = SiteAddress.wayBack(try visit.request.query("return"))
            return visit.answer(LoginPage(wayBack: back).page(visit.frame))
        }
        action(router, SiteAddress.login, isLogin: true) { [self] visit async throws(ServiceError) in
            try await logIn(visit)
        }
        action(router, SiteAddress.secondFactor, isLogin: true) { [self] visit async throws(ServiceError) in
            let form = try FormFields(visit.request)
            let answer = LoginRequest(challenge: form["challenge"], code: form["code"], cookies: true)
            return try await answerCode(visit, form, .secondFactor, ServicePaths.sessions, answer)
        }
        for (address, purpose) in [
            (SiteAddress.secondFactor, CodePage.Purpose.secondFactor), (SiteAddress.verify, .registration),
        ] {
            page(router, address, isLogin: true) { visit async throws(ServiceError) in
                try Self.codeAgain(visit, purpose)
            }
        }
        page(router, SiteAddress.register, isLogin: true) { visit async throws(ServiceError) in
            let back = SiteAddress.wayBack(try visit.request.query("return"))
            return visit.answer(RegisterPage(wayBack: back, formKey: Visit.newKey()).page(visit.frame))
        }
        action(router, SiteAddress.register, isLogin: true) { [self] visit async throws(ServiceError) in
            try await register(visit)
        }
        action(router, SiteAddress.verify, isLogin: true) { [self] visit async throws(ServiceError) in
            let form = try FormFields(visit.request)
            let answer = OneTimeCodeCheck(id: form["challenge"], code: form["code"], cookies: true)
            return try await answerCode(visit, form, .registration, ServicePaths.oneTimeCodeCheck, answer)
        }
        action(router, SiteAddress.logout) { [self] visit async throws(ServiceError) in
            let reply = try await services.endLogin(visit.request)
            var response = ServiceResponse.redirect(to: SiteAddress.home)
            for cookie in reply.cookies { response.set("Set-Cookie", cookie) }
            return response
        }
    }

    // MARK: Logging in

    private func logIn(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        let form = try FormFields(visit.request)
        let back = SiteAddress.wayBack(form["return"])
        let wish = LoginRequest(login: form["login"], password: form.exact("password"), cookies: true)
        let reply = try await services.identity(.post, ServicePaths.sessions, wish, visit.request)
        guard reply.isSuccess else {
            var page = LoginPage(login: form["login"], wayBack: back)
            page.notice = try Self.notice(reply, visit.words)
            return Self.again(page.page(visit.frame), reply, visit)
        }
        let login: LoginModel = try reply.json()
        if login.mfaRequired, let challenge = login.challenge {
            let page = CodePage(
                purpose: .secondFactor, challenge: challenge.id, expiresAt: challenge.expiresAt, wayBack: back
            )
            return visit.answer(page.page(visit.frame))
        }
        return Self.welcome(reply, back)
    }

    /// Sends a code, and asks again where it was wrong.
    private func answerCode(
        _ visit: Visit, _ form: FormFields, _ purpose: CodePage.Purpose, _ path: String,
        _ answer: some Encodable
    ) async throws(ServiceError) -> ServiceResponse {
        let back = SiteAddress.wayBack(form["return"])
        let reply = try await services.identity(.post, path, answer, visit.request)
        if reply.isSuccess { return Self.welcome(reply, back) }
        let notice = try Self.notice(reply, visit.words)
        let page = CodePage(
            purpose: purpose, challenge: form["challenge"], to: form.optional("to"),
            expiresAt: Timestamp(form["until"]), wayBack: back, notice: notice)
        return Self.again(page.page(visit.frame), reply, visit)
    }

    /// The page of a code that was asked for before, as after a change of the language.
    private static func codeAgain(
        _ visit: Visit, _ purpose: CodePage.Purpose
    ) throws(ServiceError) -> ServiceResponse {
        let back = SiteAddress.wayBack(try visit.request.query("return"))
        guard let challenge = try visit.request.query("challenge"), challenge.utf8.count <= 64 else {
            return .redirect(to: SiteAddress.query(SiteAddress.login, [("return", back)]))
        }
        let page = CodePage(
            purpose: purpose, challenge: challenge, to: try visit.request.query("to"),
            expiresAt: try visit.request.query("until").flatMap { Timestamp($0) }, wayBack: back)
        return visit.answer(page.page(visit.frame))
    }

    /// A form again with what identity said of it, and when to come back where it says so.
    private static func again(_ page: SitePage, _ reply: ServiceReply, _ visit: Visit) -> ServiceResponse {
        var site = page
        site.status = reply.status
        var response = visit.answer(site)
        if let seconds = reply.failure.problem.retryAfterSeconds {
            response.set("Retry-After", "\(seconds)")
        }
        return response
    }

    /// Back to where the visitor was, with the cookies of the login.
    private static func welcome(_ reply: ServiceReply, _ back: String) -> ServiceResponse {
        var response = ServiceResponse.redirect(to: back)
        for cookie in reply.cookies { response.set("Set-Cookie", cookie) }
        return response
    }

    /// What to tell of a refusal that the visitor can do something about; others are thrown.
    private static func notice(_ reply: ServiceReply, _ words: Words) throws(ServiceError) -> String {
        let failure = reply.failure
        switch failure.code {
        case "invalid_credentials": return words(.wrongLogin)
        case "code_wrong": return words(.wrongCode)
        case "code_over": return words(.codeOver)
        case "password_unusable": return words(.badPassword)
        case "account_exists": return words(.accountExists)
        case "quota_exceeded": return words(.tooOftenText)
        default:
            if reply.status == 422 || reply.status == 400 {
                let isPassword = failure.problem.errors.contains { $0.pointer == "#/password" }
                return words(isPassword ? .badPassword : .badContact)
            }
            throw failure
        }
    }

    // MARK: Registering

    private func register(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        let form = try FormFields(visit.request)
        let back = SiteAddress.wayBack(form["return"])
        let login = form["login"]
        let isMail = login.contains("@")
        let wish = AccountRequest(
            phone: isMail ? nil : login, email: isMail ? login : nil, password: form.exact("password"),
            name: form.optional("name"), language: visit.words.language)
        let reply = try await services.identity(
            .post, ServicePaths.accounts, wish, key: try form.key, visit.request)
        guard reply.isSuccess else {
            var page = RegisterPage(
                name: form["name"], login: login, wayBack: back, formKey: Visit.newKey())
            page.notice = try Self.notice(reply, visit.words)
            return Self.again(page.page(visit.frame), reply, visit)
        }
        let begun: RegistrationModel = try reply.json()
        let page = CodePage(
            purpose: .registration, challenge: begun.code.id, to: begun.code.to ?? login,
            expiresAt: begun.code.expiresAt, wayBack: back)
        return visit.answer(page.page(visit.frame))
    }

    // MARK: Renewing

    /// A login whose token has run out is renewed before the page is made; nil where there is nothing to do.
    ///
    /// The browser asks for the page again, with the new cookies.
    func renewal(_ request: ServiceRequest) async -> ServiceResponse? {
        guard request.optionalUser == nil,
            let token = request.ownCookie("__Host-sluice-r", "sluice-r")
        else { return nil }
        do throws(ServiceError) {
            try context.limits.take(Self.renewals, .address(request.client))
            let wish = RefreshRequest(refreshToken: token, cookies: true)
            let reply = try await services.identity(.post, ServicePaths.tokenRefresh, wish, request)
            guard reply.isSuccess, !reply.cookies.isEmpty else { return nil }
            return Self.welcome(reply, request.head.string(request.head.targetRange))
        } catch {
            // Not renewed is logged out, and nothing worse.
            return nil
        }
    }
}
