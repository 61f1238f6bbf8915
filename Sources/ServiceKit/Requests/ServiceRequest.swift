package import HTTP

/// A request as a handler sees it: matched, verified, its body read.
///
/// It lends from the connection's head, so it is good until its handler returns; what a handler keeps, it
/// copies.
package struct ServiceRequest {
    /// The parsed head.
    package let head: RequestHead
    /// The body, within the route's limit; empty where there is none.
    package let body: [UInt8]
    /// The id of this request, from the gateway or made here.
    package let requestID: RequestID
    /// Who is at the root of it: the visitor, when a proxy of ours says who that is.
    package let client: ClientAddress
    /// The path's parameters, decoded, in the template's order.
    let parameters: [String]
    let route: ServiceRoute
    let caller: Caller

    /// The method.
    package var method: Method { head.method }

    /// The path as it was sent.
    package var path: String { head.string(head.pathRange) }

    /// The template of the route, such as `/api/holds/{id}`.
    package var template: String { route.template.text }

    /// A parameter of the path by its name in the template, decoded.
    ///
    /// A name that the template does not have is a mistake in our own code and traps.
    package subscript(parameter name: String) -> String {
        guard let index = route.template.names.firstIndex(of: name) else {
            // The name is a literal of ours: no request decides whether this is reached.
            preconditionFailure("\(template) has no \(name)")
        }
        return parameters[index]
    }

    /// The admission; a route that does not ask for one fails here, so that nothing is bound to nobody.
    package var admission: Admission {
        get throws(ServiceError) {
            guard let admission = caller.admission else {
                throw .failure("\(template) does not need .admission")
            }
            return admission
        }
    }

    /// The logged-in user; 401 where the route takes requests without one and this is such a request.
    package var user: User {
        get throws(ServiceError) {
            guard let user = caller.user else { throw ServiceError(.unauthorized) }
            return user
        }
    }

    /// The logged-in user, if there is one and the route asked for them.
    package var optionalUser: User? { caller.user }

    /// The Idempotency-Key, if there is one and the route takes one.
    package var optionalIdempotencyKey: String? { caller.idempotencyKey }

    /// The Idempotency-Key; a route that does not ask for one fails here.
    package var idempotencyKey: String {
        get throws(ServiceError) {
            guard let key = caller.idempotencyKey else {
                throw .failure("\(template) does not need .idempotencyKey")
            }
            return key
        }
    }
}
