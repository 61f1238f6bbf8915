internal import Bytes
internal import HTTP

extension ServiceResponse {
    /// Appends the whole response.
    func write(_ writing: ResponseWriting, into out: inout ByteBuffer) {
        StatusLine.append(status, to: &out)
        out.append(writing.dateLine)
        if let contentType {
            HeadWriter.field("Content-Type", value: contentType.utf8Span.span.bytes, to: &out)
            out.append("X-Content-Type-Options: nosniff\r\n")
        }
        HeadWriter.field("Cache-Control", value: cacheControl.utf8Span.span.bytes, to: &out)
        for field in fields {
            HeadWriter.field(field.name, value: field.value.utf8Span.span.bytes, to: &out)
        }
        if writing.closes { out.append("Connection: close\r\n") }
        let hasBody = status != 204 && status != 304
        if hasBody { HeadWriter.contentLength(body.count, to: &out) }
        HeadWriter.end(to: &out)
        if hasBody, writing.includesBody { out.append(body) }
    }

    /// The response that tells a client of an error.
    init(_ error: ServiceError, requestID: RequestID?) {
        var problem = error.problem
        problem.requestID = problem.requestID ?? requestID
        var text = ByteBuffer(capacity: 512)
        problem.write(into: &text)
        self.init(
            status: problem.status, contentType: "\(Problem.contentType)", body: text.copyBytes())
        if let seconds = problem.retryAfterSeconds { set("Retry-After", "\(seconds)") }
        fields += error.fields
        // Every 401 says what would help (RFC 9110 section 15.5.2).
        if status == 401, !fields.contains(where: { "\($0.name)" == "WWW-Authenticate" }) {
            set("WWW-Authenticate", "Bearer")
        }
    }
}
