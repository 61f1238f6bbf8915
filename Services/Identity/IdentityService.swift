internal import Contracts
internal import EventLoop
internal import HTTP
internal import Postgres
internal import ServiceKit
internal import Tokens

/// Answers identity's routes on one loop; each aspect stands in a file of its own.
///
/// Whatever may be guessed is answered the same, after the same work, for contacts that have an account and
/// for those that have none.
final class IdentityService {
    let house: IdentityHouse
    let store: IdentityStore
    let courier: CodeCourier
    let reactor: Reactor

    init(_ house: IdentityHouse, pool: PostgresPool, courier: CodeCourier, on reactor: Reactor) {
        self.house = house
        self.reactor = reactor
        self.courier = courier
        store = IdentityStore(pool)
    }

    /// The keys in force now.
    var keys: IdentityKeys { house.keys.current }

    /// Registers every route.
    func register(on router: ServiceRouter) {
        registerEntrance(router)
        registerAccount(router)
        router.get(ServicePaths.identityKeys, immediate: { [self] _, _ in keySet() }) { [self] _, _ in
            keySet()
        }
    }

    /// Routes for those who are not logged in yet.
    private func registerEntrance(_ router: ServiceRouter) {
        router.post(ServicePaths.accounts, needs: [.idempotencyKey]) {
            [self] (request, context) async throws(ServiceError) in
            try await register(request, context)
        }
        router.post(ServicePaths.sessions) { [self] (request, context) async throws(ServiceError) in
            try await logIn(request, context)
        }
        router.post(ServicePaths.oneTimeCodes, needs: [.optionalUser]) {
            [self] (request, context) async throws(ServiceError) in
            try await sendCode(request, context)
        }
        router.post(ServicePaths.oneTimeCodeCheck, needs: [.optionalUser]) {
            [self] (request, context) async throws(ServiceError) in
            try await answerCode(request, context)
        }
        router.post(ServicePaths.tokenRefresh) { [self] (request, context) async throws(ServiceError) in
            try await refresh(request, context)
        }
    }

    /// Routes for those who are.
    private func registerAccount(_ router: ServiceRouter) {
        router.delete(ServicePaths.currentSession, needs: [.optionalUser]) {
            [self] (request, context) async throws(ServiceError) in
            try await logOut(request, context)
        }
        router.get(ServicePaths.ownAccount, needs: [.user]) {
            [self] (request, context) async throws(ServiceError) in
            .json(try await account(of: request.user).document)
        }
        router.patch(ServicePaths.ownAccount, needs: [.user, .idempotencyKey]) {
            [self] (request, context) async throws(ServiceError) in
            try await changeAccount(request, context)
        }
        router.post(ServicePaths.ownSecondFactor, needs: [.user, .idempotencyKey]) {
            [self] (request, context) async throws(ServiceError) in
            try await changeSecondFactor(request, context)
        }
    }

    private func keySet() -> ServiceResponse {
        ServiceResponse.bytes(keys.keySet, type: "application/jwk-set+json")
            .cached("public, max-age=\(JSONWebKeySet.maximumAge.components.seconds)")
    }

    /// The account of a logged-in user, while their session stands: 401 once it has ended.
    ///
    /// The token alone says so only for a quarter of an hour.
    func account(of user: User) async throws(ServiceError) -> AccountRecord {
        guard let id = PostgresUUID(user.account), let session = PostgresUUID(user.session),
            let account = try await store.account(id, inSession: session)
        else { throw ServiceError(.unauthorized) }
        return account
    }
}
