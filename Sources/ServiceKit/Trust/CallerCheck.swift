internal import Bytes
internal import HTTP
internal import Tokens

/// Finds out on one loop who sends a request, and whether a route takes it from them.
///
/// Everything is verified here with public keys in memory; no other process is asked.
final class CallerCheck {
    /// What came of a check.
    enum Outcome {
        case passed(Caller)
        case refused(ServiceError)
        /// A token names a key that is not known here: worth reading the keys again, once.
        case unknownKey(ServiceError)
    }

    private let keys: TrustedKeys
    private var admissions = TokenMemory<Admission>(capacity: 4096)
    private var users = TokenMemory<User>(capacity: 4096)
    private var generation = -1

    init(_ keys: TrustedKeys) {
        self.keys = keys
    }

    /// Checks what a route needs of a request; the last time, keys have been read again already.
    func check(_ head: RequestHead, _ route: ServiceRoute, now: Int64, isLast: Bool = false) -> Outcome {
        if generation != keys.generation {
            generation = keys.generation
            admissions.forgetAll()
            users.forgetAll()
        }
        var caller = Caller()
        do throws(CallerError) {
            if route.needs.contains(.sameOrigin), !isFromOurPages(head) { throw .refused(Self.foreignPage) }
            if route.needs.contains(.admission) { caller.admission = try admission(head, now: now) }
            caller.user = try user(head, route, now: now, isLast: isLast)
            if route.needs.contains(.idempotencyKey)
                || route.needs.contains(.optionalIdempotencyKey) && head.has(.idempotencyKey)
            {
                caller.idempotencyKey = try idempotencyKey(head)
            }
            return .passed(caller)
        } catch {
            switch error {
            case .refused(let reason): return .refused(reason)
            case .unknownKey(let reason): return .unknownKey(reason)
            }
        }
    }

    private enum CallerError: Error {
        case refused(ServiceError)
        case unknownKey(ServiceError)
    }

    // MARK: Admission

    private func admission(_ head: RequestHead, now: Int64) throws(CallerError) -> Admission {
        guard let place = head.firstValue(.xSluiceAdmission) else {
            throw .refused(ServiceError(.admissionRequired))
        }
        let token = head.with(place) { $0.copyBytes() }
        if let known = admissions.find(token, now: now) { return known }
        guard let verifier = keys.admissions else {
            throw .unknownKey(.unavailable("the gateway's public keys are not there yet"))
        }
        do throws(TokenError) {
            let claims = try verifier.verify(token.span.bytes, now: now)
            let admission = Admission(claims, token: String(decoding: token, as: UTF8.self))
            admissions.remember(token, as: admission, until: claims.expiresAt)
            return admission
        } catch {
            let code: ProblemCode = error == .expired ? .admissionExpired : .admissionRequired
            var refusal = ServiceError(code, cause: "admission token: \(error)")
            refusal.fields = [ResponseField("WWW-Authenticate", #"Bearer error="invalid_token""#)]
            throw error == .unknownKey ? .unknownKey(refusal) : .refused(refusal)
        }
    }

    // MARK: User

    private func user(
        _ head: RequestHead, _ route: ServiceRoute, now: Int64, isLast: Bool
    ) throws(CallerError) -> User? {
        var wantsRole: String?
        for case .role(let role) in route.needs { wantsRole = role }
        let isNeeded = wantsRole != nil || route.needs.contains(.user)
        guard isNeeded || route.needs.contains(.optionalUser) else { return nil }
        do throws(CallerError) {
            let user = try loggedInUser(head, now: now)
            if let wantsRole, user?.has(role: wantsRole) == false { throw .refused(.forbidden) }
            if user == nil, isNeeded { throw .refused(Self.loginNeeded(nil)) }
            return user
        } catch {
            if case .unknownKey = error, !isLast { throw error }
            guard isNeeded else { return nil }
            throw error
        }
    }

    /// The user of a bearer token, or of the cookie; nil where neither was sent.
    private func loggedInUser(_ head: RequestHead, now: Int64) throws(CallerError) -> User? {
        if let place = head.firstValue(.authorization) {
            let token = head.with(place) { value -> [UInt8]? in
                guard value.byteCount > 7, value.extracting(0..<7).equalsIgnoringCase("bearer ") else {
                    return nil
                }
                return value.extracting(7..<value.byteCount).copyBytes()
            }
            guard let token else { throw .refused(Self.loginNeeded("not a bearer token")) }
            return try verifiedUser(token, now: now)
        }
        guard let place = head.ownCookie("__Host-sluice-u", "sluice-u"), !place.isEmpty else { return nil }
        if !head.method.isSafe, !isFromOurPages(head) { throw .refused(Self.foreignPage) }
        return try verifiedUser(head.with(place) { $0.copyBytes() }, now: now)
    }

    private func verifiedUser(_ token: [UInt8], now: Int64) throws(CallerError) -> User {
        if let known = users.find(token, now: now) { return known }
        guard let verifier = keys.users else {
            throw .unknownKey(.unavailable("identity's public keys are not there yet"))
        }
        do throws(TokenError) {
            let claims = try verifier.verify(token.span.bytes, now: now)
            let user = User(claims, token: String(decoding: token, as: UTF8.self))
            users.remember(token, as: user, until: claims.expiresAt)
            return user
        } catch {
            let refusal = Self.loginNeeded("\(error)")
            throw error == .unknownKey ? .unknownKey(refusal) : .refused(refusal)
        }
    }

    // MARK: The rest

    /// Whether a browser says that a page of this host sent the request.
    ///
    /// Unlike the gateway's own check this one wants the proof: a client that says neither where it comes
    /// from nor which site it is has no business with cookies.
    private func isFromOurPages(_ head: RequestHead) -> Bool {
        (head.has(.secFetchSite) || head.has(.origin)) && head.comesFromOurPages(trustsProxy: true)
    }

    /// The key without the quotes of its structured form, 1 to 255 printable characters.
    private func idempotencyKey(_ head: RequestHead) throws(CallerError) -> String {
        guard let place = head.firstValue(.idempotencyKey) else {
            throw .refused(ServiceError(.idempotencyKeyMissing))
        }
        var key = head.string(place)
        if key.hasPrefix("\""), key.hasSuffix("\""), key.utf8.count >= 2 {
            key = String(key.dropFirst().dropLast())
        }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .refused(
                ServiceError(.idempotencyKeyMissing, "it has 1 to 255 printable characters without spaces"))
        }
        return key
    }

    private static let foreignPage = ServiceError(
        .forbidden, "a write with a cookie must come from a page of this site")

    private static func loginNeeded(_ cause: String?) -> ServiceError {
        var error = ServiceError(.unauthorized, cause: cause)
        let value = cause == nil ? "Bearer" : #"Bearer error="invalid_token""#
        error.fields = [ResponseField("WWW-Authenticate", value)]
        return error
    }
}
