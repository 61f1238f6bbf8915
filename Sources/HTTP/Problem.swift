package import Bytes

/// A problem document (RFC 9457) in the shape that all our roles share.
///
/// Members: `type`, `title`, `status`, `code`, `retry_after` always; `detail`, `instance`, `trace_id`,
/// `errors` and `violated-policies` where there is something to say.
package struct Problem: Sendable {
    /// One thing that is wrong with the request's body.
    package struct Detail: Sendable {
        /// Where in the body, as a JSON Pointer such as `#/seats/0`.
        package var pointer: String
        /// What is wrong there.
        package var detail: String

        /// A detail at a place in the body.
        package init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    /// Which kind of problem this is; one of a service's own says `kind` instead.
    package var code: ProblemCode
    /// A kind of a service's own, which stands for the code.
    package var kind: ProblemKind?
    /// What happened this time; nil says nothing.
    package var detail: String?
    /// The request's id, written as `urn:uuid:…`.
    package var requestID: RequestID?
    /// The trace, where it isn't the request's id.
    package var trace: TraceContext?
    /// When to try again, rounded up to seconds.
    package var retryAfter: Duration?
    /// How many people are before the place that the problem is about.
    package var ahead: Int?
    /// What is wrong with the body, at most sixteen of them are told.
    package var errors: [Detail]
    /// The names of the limits that were passed.
    package var violatedPolicies: [String]

    /// The media type of the document.
    package static let contentType: StaticString = "application/problem+json"

    /// A problem.
    package init(
        _ code: ProblemCode, detail: String? = nil, requestID: RequestID? = nil, trace: TraceContext? = nil,
        retryAfter: Duration? = nil, ahead: Int? = nil, errors: [Detail] = [], violatedPolicies: [String] = []
    ) {
        self.code = code
        self.detail = detail
        self.requestID = requestID
        self.trace = trace
        self.retryAfter = retryAfter
        self.ahead = ahead
        self.errors = errors
        self.violatedPolicies = violatedPolicies
    }

    /// A problem of a kind that a service names itself.
    package init(
        _ kind: ProblemKind, detail: String? = nil, retryAfter: Duration? = nil, errors: [Detail] = []
    ) {
        self.init(.internalError, detail: detail, retryAfter: retryAfter, errors: errors)
        self.kind = kind
    }

    /// The HTTP status.
    package var status: Int { kind?.status ?? code.status }

    /// The problem that answers a refused request head.
    package init(_ error: RequestError, requestID: RequestID? = nil) {
        self.init(ProblemCode(error), detail: String(describing: error.reason), requestID: requestID)
    }

    /// The seconds for the Retry-After field, or nil; at least 1.
    package var retryAfterSeconds: Int? {
        guard let retryAfter else { return nil }
        let parts = retryAfter.components
        let seconds = min(max(parts.seconds, 0), 1_000_000_000)
        return max(1, Int(seconds) + (parts.attoseconds > 0 ? 1 : 0))
    }

    /// Appends the document.
    ///
    /// What does not fit into 16 KiB is replaced by the problem without its details.
    package func write(into out: inout ByteBuffer) {
        if JSONWriter.write(into: &out, limit: 16_384, { write(to: &$0) }) { return }
        var short = Problem(code, retryAfter: retryAfter)
        short.kind = kind
        _ = JSONWriter.write(into: &out, limit: 16_384) { short.write(to: &$0) }
    }

    private func write(to json: inout JSONWriter) {
        json.beginObject()
        writeKind(to: &json)
        if let detail { json.member("detail", text: detail) }
        writeIDs(to: &json)
        if let kind { json.member("code", text: kind.name) } else { json.member("code", code.name) }
        json.member("retry_after", retryAfterSeconds)
        if let ahead { json.member("ahead", ahead) }
        if !errors.isEmpty {
            json.key("errors")
            json.beginArray()
            for error in errors.prefix(16) {
                json.beginObject()
                json.member("pointer", text: error.pointer)
                json.member("detail", text: error.detail)
                json.endObject()
            }
            json.endArray()
        }
        if !violatedPolicies.isEmpty {
            json.key("violated-policies")
            json.beginArray()
            for name in violatedPolicies.prefix(16) { json.string(text: name) }
            json.endArray()
        }
        json.endObject()
    }

    private func writeKind(to json: inout JSONWriter) {
        if let kind {
            json.member("type", text: kind.type)
            json.member("title", text: kind.title)
        } else {
            json.member("type", code.type)
            json.member("title", code.title)
        }
        json.member("status", status)
    }

    private func writeIDs(to json: inout JSONWriter) {
        var text = ByteBuffer(capacity: 48)
        if let requestID {
            text.append("urn:uuid:")
            requestID.append(to: &text)
            json.key("instance")
            text.withReadable { json.string($0) }
            text.removeAll()
            requestID.appendHex(to: &text)
        }
        if let trace {
            text.removeAll()
            text.append(hex: trace.traceHigh, width: 16)
            text.append(hex: trace.traceLow, width: 16)
        }
        guard !text.isEmpty else { return }
        json.key("trace_id")
        text.withReadable { json.string($0) }
    }
}
