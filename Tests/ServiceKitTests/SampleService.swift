import Contracts
import EventLoop
import HTTP
import ServiceKit
import ServiceTestKit
import Settings

/// A small service with a route of each kind.
enum SampleService {
    struct Seats: Codable {
        struct Seat: Codable {
            var seatLabel: String
            var price: Money
        }

        var trip: String
        var seats: [Seat]
    }

    static let teapot = ProblemKind(status: 418, name: "tea_pot", title: "This pot makes tea")

    /// A plan with the sample routes; `more` adds a test's own.
    static func plan(
        _ settings: SluiceSettings,
        more: @escaping @Sendable (isolated Loop, ServiceContext, ServiceRouter) -> Void = { _, _, _ in }
    ) -> ServicePlan {
        let frame = settings.services?.booking.frame ?? ServiceFrame(port: 0, opsPort: 0)
        return ServicePlan(name: "sample", settings: settings, frame: frame) { loop, context, router in
            routes(router)
            more(loop, context, router)
        }
    }

    private static func routes(_ router: ServiceRouter) {
        router.get("/open") { (_, _) async throws(ServiceError) in .text("open") }
        router.get("/things/{id}") { (request, _) async throws(ServiceError) in
            .text("thing \(request[parameter: "id"])")
        }
        router.get("/things/{id}.pdf") { (request, _) async throws(ServiceError) in
            .text("pdf \(request[parameter: "id"])")
        }
        router.get("/things/best") { (_, _) async throws(ServiceError) in .text("best") }
        router.delete("/things/{id}") { (_, _) async throws(ServiceError) in .noContent }
        router.get("/inside", needs: [.admission]) { (request, _) async throws(ServiceError) in
            .text(try request.admission.session)
        }
        router.get("/me", needs: [.user]) { (request, _) async throws(ServiceError) in
            .text(try request.user.account)
        }
        router.get("/perhaps", needs: [.optionalUser]) { (request, _) async throws(ServiceError) in
            .text(request.optionalUser?.account ?? "nobody")
        }
        router.post("/me", needs: [.user]) { (request, _) async throws(ServiceError) in
            .text(try request.user.account)
        }
        router.get("/check", needs: [.role("inspector")]) { (_, _) async throws(ServiceError) in
            .text("checked")
        }
        router.post("/keyed", needs: [.idempotencyKey]) { (request, _) async throws(ServiceError) in
            .text(try request.idempotencyKey)
        }
        router.post("/seats", bodyLimit: 256) { (request, _) async throws(ServiceError) in
            .json(try request.json(Seats.self), status: 201)
        }
        router.get("/query") { (request, _) async throws(ServiceError) in
            .text(try request.query("from") ?? "none")
        }
        router.get("/teapot") { (_, _) async throws(ServiceError) in
            throw ServiceError(teapot, "short and stout", retryAfter: .milliseconds(1500), cause: "secret")
        }
        router.get("/bug") { (request, _) async throws(ServiceError) in
            .text(try request.admission.session)
        }
    }
}
