import Contracts
import EventLoop
import HTTP
import ServiceKit
import ServiceTestKit
import Settings
import Synchronization
import TestKit

@testable import BookingSite

/// All four services in one, with answers from the samples; it keeps what it was asked.
final class StubServices: Sendable {
    struct State {
        var order = Samples.order("pending")
        var payment = "requires_action"
        var isSeatTaken = false
        var mfa = false
        var refusal: ProblemKind?
        /// Whether the hold belongs to another turn.
        var isHoldElsewhere = false
        /// What the order of passengers is refused with.
        var pointer: String?
        var paymentError: String?
    }

    let state = Mutex(State())
    let asked = Notes()

    func plan(_ settings: SluiceSettings) -> ServicePlan {
        ServicePlan(name: "stub", settings: settings, frame: ServiceFrame(port: 0, opsPort: 0)) {
            [self] _, _, router in
            booking(router)
            orders(router)
            others(router)
        }
    }

    private func booking(_ router: ServiceRouter) {
        router.get("/api/stations", needs: [.admission]) { (_, _) async throws(ServiceError) in
            .json(StationList(stations: Samples.stations))
        }
        router.get("/api/trips", needs: [.admission]) { [self] (request, _) async throws(ServiceError) in
            asked.add("trips \(try request.query("from") ?? "") \(try request.query("date") ?? "")")
            return .json(TripList(trips: [Samples.summary]))
        }
        router.get("/api/trips/{id}", needs: [.admission]) { (_, _) async throws(ServiceError) in
            .json(Samples.trip)
        }
        router.get("/api/trips/{id}/seats", needs: [.admission]) { (_, _) async throws(ServiceError) in
            .json(Samples.map)
        }
        router.get("/api/trips/{id}/seats/suggestions", needs: [.admission]) {
            (_, _) async throws(ServiceError) in
            .json(SeatSuggestions(suggestions: [["KA-3", "KA-4"]]))
        }
        router.post("/api/holds", needs: [.admission, .user, .idempotencyKey]) {
            [self] (request, _) async throws(ServiceError) in
            let wish: HoldRequest = try request.json()
            asked.add("hold \(wish.seats.joined(separator: ",")) \(try request.idempotencyKey)")
            guard !state.withLock({ $0.isSeatTaken }) else {
                throw ServiceError(
                    .seatTaken, errors: [Problem.Detail(pointer: "#/seats/1", detail: "taken")])
            }
            return .json(Samples.hold(), status: 201)
        }
        router.get("/api/holds/{id}", needs: [.admission, .user]) {
            [self] (_, _) async throws(ServiceError) in
            if state.withLock({ $0.isHoldElsewhere }) { throw .notFound }
            return .json(Samples.hold())
        }
        router.post("/api/holds/{id}/extend", needs: [.admission, .user, .idempotencyKey]) {
            [self] (_, _) async throws(ServiceError) in
            if let refusal = state.withLock({ $0.refusal }) { throw ServiceError(refusal) }
            return .json(Samples.hold(isExtended: true))
        }
        router.delete("/api/holds/{id}", needs: [.admission, .user]) {
            [self] (_, _) async throws(ServiceError) in
            asked.add("released")
            return .noContent
        }
    }

    private func orders(_ router: ServiceRouter) {
        router.post("/api/orders", needs: [.admission, .user, .idempotencyKey]) {
            [self] (request, _) async throws(ServiceError) in
            let wish: OrderRequest = try request.json()
            if let pointer = state.withLock({ $0.pointer }) { throw .invalid(pointer, "in English") }
            asked.add("order \(wish.passengers.map(\.name)) \(wish.contact.language.rawValue)")
            return .json(Samples.order("pending"), status: 201)
        }
        router.get("/api/orders/{id}", needs: [.admission, .user]) {
            [self] (_, _) async throws(ServiceError) in
            .json(state.withLock { $0.order })
        }
        router.get("/api/orders", needs: [.admission, .user]) { (_, _) async throws(ServiceError) in
            .json(OrderList(orders: [Samples.order("confirmed")]))
        }
        router.post("/api/payments", needs: [.admission, .user, .idempotencyKey]) {
            [self] (request, _) async throws(ServiceError) in
            let wish: PaymentRequest = try request.json()
            asked.add("pay \(wish.provider)")
            return .json(intent, status: 201)
        }
        router.get("/api/payments/{id}", needs: [.admission, .user]) {
            [self] (_, _) async throws(ServiceError) in .json(intent)
        }
    }

    private var intent: PaymentIntent {
        PaymentIntent(
            id: "p1", amount: 81_000, status: state.withLock { $0.payment }, order: "o1", provider: "mock",
            nextAction: PaymentIntent.NextAction(
                redirectToUrl: PaymentIntent.NextAction.Redirect(url: "https://bank.example/p1")),
            lastPaymentError: state.withLock { $0.paymentError }.map {
                PaymentIntent.PaymentFailure(code: $0, message: "in English")
            },
            created: 0)
    }

    private func others(_ router: ServiceRouter) {
        router.get("/api/tickets/{id}", needs: [.admission, .user]) {
            (request, _) async throws(ServiceError) in .json(Samples.ticket(request[parameter: "id"]))
        }
        router.get("/api/tickets/{id}.png", needs: [.admission, .user]) { (_, _) async throws(ServiceError) in
            .bytes(Array("PNG".utf8), type: "image/png")
        }
        router.get("/api/tickets/{id}.pdf", needs: [.admission, .user]) { (_, _) async throws(ServiceError) in
            .bytes(Array("PDF".utf8), type: "application/pdf")
        }
        router.get("/api/accounts/me", needs: [.user]) { (_, _) async throws(ServiceError) in
            .json(account)
        }
        router.post("/api/accounts", needs: [.idempotencyKey]) {
            [self] (request, _) async throws(ServiceError) in
            let wish: AccountRequest = try request.json()
            asked.add("register \(wish.phone ?? "-") \(wish.email ?? "-")")
            return .json(RegistrationModel(id: "a1", code: question), status: 202)
        }
        router.post("/api/otp/verify") { (request, _) async throws(ServiceError) in
            let check: OneTimeCodeCheck = try request.json()
            guard check.code == "123456" else { throw ServiceError(codeWrong) }
            return login
        }
        router.post("/api/sessions") { [self] (request, _) async throws(ServiceError) in
            let wish: LoginRequest = try request.json()
            if wish.challenge != nil {
                return wish.code == "123456" ? login : .json(LoginModel(challenge: question))
            }
            asked.add("device \(request.cookie("sluice-d") ?? "-")")
            if wish.password == "often" { throw ServiceError(.quotaExceeded, retryAfter: .seconds(7)) }
            guard wish.password == "right" else { throw ServiceError(wrongLogin) }
            return state.withLock { $0.mfa } ? .json(LoginModel(challenge: question)) : login
        }
        router.post("/api/tokens/refresh") { [self] (request, _) async throws(ServiceError) in
            let wish: RefreshRequest = try request.json()
            asked.add("refresh \(wish.refreshToken ?? "")")
            guard wish.refreshToken == "good" else { throw ServiceError(.unauthorized) }
            return login
        }
        router.delete("/api/sessions/current", needs: [.optionalUser]) {
            [self] (request, _) async throws(ServiceError) in
            asked.add("logout \(request.cookie("sluice-r") ?? "")")
            return ServiceResponse.noContent.with("Set-Cookie", "sluice-u=; Max-Age=0")
        }
    }
}

private let codeWrong = ProblemKind(status: 401, name: "code_wrong", title: "The code is wrong")
private let wrongLogin = ProblemKind(status: 401, name: "invalid_credentials", title: "Wrong")
private let account = AccountModel(
    id: "a1", phone: "+8801712345678", email: nil, name: "Rahima", language: .english, roles: ["passenger"],
    isVerified: true, hasSecondFactor: false, createdAt: Timestamp(milliseconds: 0))
private let question = OneTimeCodeModel(
    id: "c1", to: "+88017•••678", expiresAt: Timestamp(milliseconds: 1_796_000_700_000), retryAfter: 60)
private var login: ServiceResponse {
    ServiceResponse.json(
        LoginModel(
            accessToken: "t", expiresIn: 900, refreshToken: nil, refreshExpiresIn: 86_400, account: account)
    ).with("Set-Cookie", "sluice-u=t; Path=/; HttpOnly").with("Set-Cookie", "sluice-r=r; Path=/; HttpOnly")
}
