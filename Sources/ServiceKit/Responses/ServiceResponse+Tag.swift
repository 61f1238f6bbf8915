internal import HTTP

extension ServiceResponse {
    /// The same response with its version, or 304 where the client has that version already.
    package func tagged(_ tag: EntityTag, for request: ServiceRequest) -> ServiceResponse {
        var response = self
        if let field = request.field(.ifNoneMatch), tag.matches(field) {
            response = ServiceResponse(status: 304)
            response.cacheControl = cacheControl
        }
        response.set("ETag", tag.text)
        return response
    }
}
