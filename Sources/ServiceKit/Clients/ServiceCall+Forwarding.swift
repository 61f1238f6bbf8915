internal import Bytes
internal import Contracts
internal import HTTP

extension ServiceCall {
    /// The same call on behalf of the sender of a request.
    ///
    /// It carries their admission and user token, their address, language and request id, so that the other
    /// service verifies and limits the visitor and not us.
    package func onBehalf(of request: ServiceRequest) -> ServiceCall {
        var copy = self
        if let admission = request.caller.admission { copy.set("X-Sluice-Admission", admission.token) }
        if let user = request.optionalUser { copy.set("Authorization", "Bearer \(user.token)") }
        var text = ByteBuffer(capacity: 64)
        request.requestID.append(to: &text)
        copy.set("X-Request-Id", text.withReadable { $0.copyString() })
        text.removeAll()
        request.client.append(to: &text)
        copy.set("X-Forwarded-For", text.withReadable { $0.copyString() })
        copy.set("Accept-Language", request.language.rawValue)
        if let scheme = request.field(.xForwardedProto) { copy.set("X-Forwarded-Proto", scheme) }
        return copy
    }
}
