internal import HTTP

/// What a router makes of a request's method and path.
enum RouteMatch {
    /// A route, and where its parameters stand in the path.
    case route(ServiceRoute, [Range<Int>])
    /// There is something at this path for these methods.
    case otherMethods([Method])
    /// There is nothing at this path.
    case nothing

    /// The error that a request without a route is answered with.
    var error: ServiceError? {
        switch self {
        case .route: return nil
        case .nothing: return .notFound
        case .otherMethods(let methods):
            var names = methods.map { "\($0.name)" }
            if methods.contains(.get) { names.append("HEAD") }
            var error = ServiceError(.methodNotAllowed)
            error.fields = [ResponseField("Allow", names.sorted().joined(separator: ", "))]
            return error
        }
    }
}
