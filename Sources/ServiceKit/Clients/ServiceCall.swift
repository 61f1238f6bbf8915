package import HTTP

/// A request to another service, or to a provider.
package struct ServiceCall: Sendable {
    /// The method.
    package var method: Method
    /// Path and query, as they are sent.
    package var target: String
    /// The body, nil where there is none.
    package var body: [UInt8]?
    /// The media type of the body.
    package var contentType: String?
    /// Further fields.
    package var fields: [ResponseField] = []
    /// The most bytes of an answer; default 4 MiB.
    package var maximumBytes = 4 << 20
    /// Whether it may be sent again when a kept connection turns out to be dead; what reads may.
    package var mayRepeat: Bool

    /// A call of its parts.
    package init(_ method: Method, _ target: String, body: [UInt8]? = nil, contentType: String? = nil) {
        self.method = method
        self.target = target
        self.body = body
        self.contentType = contentType
        mayRepeat = method.isSafe
    }

    /// A call that reads.
    package static func get(_ target: String) -> ServiceCall { ServiceCall(.get, target) }

    /// A call with a model of ours as JSON.
    package static func json(
        _ method: Method, _ target: String, _ value: some Encodable
    ) throws(ServiceError) -> ServiceCall {
        do {
            return ServiceCall(
                method, target, body: try WireJSON.encode(value), contentType: "application/json")
        } catch {
            throw .failure("\(target): the body cannot be written: \(error)")
        }
    }

    /// A call with a form.
    package static func form(_ target: String, _ pairs: [(String, String)]) -> ServiceCall {
        let text = pairs.map { "\(FormText.encode($0.0))=\(FormText.encode($0.1))" }.joined(separator: "&")
        return ServiceCall(
            .post, target, body: Array(text.utf8), contentType: "application/x-www-form-urlencoded")
    }

    /// Adds a field.
    package mutating func set(_ name: StaticString, _ value: String) {
        fields.append(ResponseField(name, value))
    }

    /// The same call with an Idempotency-Key, which also makes it safe to send again.
    package func idempotent(_ key: String) -> ServiceCall {
        var copy = self
        copy.set("Idempotency-Key", key)
        copy.mayRepeat = true
        return copy
    }
}
