internal import HTTP

/// The routes of a service on one loop; each is registered once, with its template and what it asks.
///
///     router.post("/api/holds", needs: [.admission, .user, .idempotencyKey]) {
///         (request: ServiceRequest, context: ServiceContext) async throws(ServiceError) in
///         .json(try await holds.create(request), status: 201)
///     }
package final class ServiceRouter {
    /// Answers a request; runs on its loop and may wait.
    package typealias Handler = (ServiceRequest, ServiceContext) async throws(ServiceError) -> ServiceResponse
    /// Answers a request at once from memory, or nil to leave it to the route's handler.
    package typealias ImmediateHandler =
        (ServiceRequest, ServiceContext) throws(ServiceError) -> ServiceResponse?
    /// Says who sends the events that a request asks for.
    package typealias EventHandler =
        (ServiceRequest, ServiceContext) throws(ServiceError) -> any ServiceEventSource

    /// The most bytes of a body where a route does not say otherwise.
    package static let defaultBodyLimit = 64 * 1024

    private(set) var routes: [ServiceRoute] = []
    private var isSorted = false

    /// A router without routes.
    package init() {}

    /// Registers a route that reads; HEAD is answered by it too.
    ///
    /// `immediate` is asked first, straight from the parser: for what lies ready in memory.
    package func get(
        _ template: String, needs: [Requirement] = [], immediate: ImmediateHandler? = nil,
        _ handler: @escaping Handler
    ) {
        add(.get, template, needs, 0, .handler(handler, immediate: immediate))
    }

    /// Registers a route that creates or does something.
    package func post(
        _ template: String, needs: [Requirement] = [], bodyLimit: Int = defaultBodyLimit,
        _ handler: @escaping Handler
    ) {
        add(.post, template, needs, bodyLimit, .handler(handler, immediate: nil))
    }

    /// Registers a route that replaces something.
    package func put(
        _ template: String, needs: [Requirement] = [], bodyLimit: Int = defaultBodyLimit,
        _ handler: @escaping Handler
    ) {
        add(.put, template, needs, bodyLimit, .handler(handler, immediate: nil))
    }

    /// Registers a route that changes a part of something.
    package func patch(
        _ template: String, needs: [Requirement] = [], bodyLimit: Int = defaultBodyLimit,
        _ handler: @escaping Handler
    ) {
        add(.patch, template, needs, bodyLimit, .handler(handler, immediate: nil))
    }

    /// Registers a route that removes something.
    package func delete(_ template: String, needs: [Requirement] = [], _ handler: @escaping Handler) {
        add(.delete, template, needs, 4096, .handler(handler, immediate: nil))
    }

    /// Registers a route whose answer is a stream of server-sent events; no task waits between them.
    package func events(_ template: String, needs: [Requirement] = [], _ handler: @escaping EventHandler) {
        add(.get, template, needs, 0, .events(handler))
    }

    /// All templates, each once, in the order of the metrics' indexes.
    var templates: [String] {
        var seen: [String] = []
        for route in routes where !seen.contains(route.template.text) { seen.append(route.template.text) }
        return seen
    }

    /// All routes as the ops listener tells of them.
    var lines: [RouteLine] {
        routes.map { RouteLine("\($0.method.name)", $0.template.text, needs: $0.needs.map(\.name)) }
    }

    private func add(
        _ method: Method, _ template: String, _ needs: [Requirement], _ bodyLimit: Int,
        _ answer: ServiceRoute.Answer
    ) {
        let route = ServiceRoute(method, template, needs: needs, bodyLimit: bodyLimit, answer: answer)
        let isTwice = routes.contains { $0.method == method && $0.template.text == template }
        precondition(!isTwice, "\(method) \(template) is registered twice")
        routes.append(route)
        isSorted = false
    }

    /// The route of a request, or why there is none.
    func find(_ method: Method, _ head: RequestHead) -> RouteMatch {
        if !isSorted { sort() }
        let wanted = method == .head ? .get : method
        var allowed: [Method] = []
        for route in routes {
            guard let places = head.with(head.pathRange, { route.template.match($0) }) else { continue }
            guard route.method == wanted else {
                if !allowed.contains(route.method) { allowed.append(route.method) }
                continue
            }
            return .route(route, places)
        }
        return allowed.isEmpty ? .nothing : .otherMethods(allowed)
    }

    /// Puts the more exact templates first, and numbers the routes for the metrics.
    private func sort() {
        let names = templates.sorted()
        for route in routes { route.index = (names.firstIndex(of: route.template.text) ?? 0) + 1 }
        routes.sort { $0.template.precedes($1.template) }
        isSorted = true
    }
}
