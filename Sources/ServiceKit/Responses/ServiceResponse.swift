internal import Bytes
internal import FoundationEssentials

/// What a handler answers with; the frame writes it, with the length and what becomes of the connection.
package struct ServiceResponse: Sendable {
    /// The HTTP status.
    package var status: Int
    /// The media type of the body; nil where there is none.
    package var contentType: String?
    /// How long caches may keep it; `no-store` unless a handler says otherwise.
    package var cacheControl: String = "no-store"
    /// Further fields in order.
    package var fields: [ResponseField] = []
    /// The body.
    package var body: [UInt8]

    /// A response of its parts.
    package init(status: Int, contentType: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// Nothing to say: 204.
    package static var noContent: ServiceResponse { ServiceResponse(status: 204) }

    /// A model of ours as JSON, its names in snake_case.
    package static func json(_ value: some Encodable, status: Int = 200) -> ServiceResponse {
        do {
            let bytes = try WireJSON.encode(value)
            return ServiceResponse(status: status, contentType: "application/json", body: bytes)
        } catch {
            // Our own models hold nothing that JSON cannot say; a number that is none is a mistake of ours.
            return ServiceResponse(status: 500)
        }
    }

    /// JSON that is there already.
    package static func json(bytes: [UInt8], status: Int = 200) -> ServiceResponse {
        ServiceResponse(status: status, contentType: "application/json", body: bytes)
    }

    /// A page.
    package static func html(_ text: String, status: Int = 200) -> ServiceResponse {
        ServiceResponse(status: status, contentType: "text/html; charset=utf-8", body: Array(text.utf8))
    }

    /// Plain text.
    package static func text(_ text: String, status: Int = 200) -> ServiceResponse {
        ServiceResponse(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// Bytes of any media type.
    package static func bytes(_ bytes: [UInt8], type: String, status: Int = 200) -> ServiceResponse {
        ServiceResponse(status: status, contentType: type, body: bytes)
    }

    /// See other: the usual answer to a form (303).
    package static func redirect(to location: String, status: Int = 303) -> ServiceResponse {
        var response = ServiceResponse(status: status)
        response.set("Location", location)
        return response
    }

    /// Adds a field.
    package mutating func set(_ name: StaticString, _ value: String) {
        fields.append(ResponseField(name, value))
    }

    /// The same response with one more field.
    package func with(_ name: StaticString, _ value: String) -> ServiceResponse {
        var copy = self
        copy.set(name, value)
        return copy
    }

    /// The same response that caches may keep as this says.
    package func cached(_ control: String) -> ServiceResponse {
        var copy = self
        copy.cacheControl = control
        return copy
    }

    /// Ends the visitor's admission session: the gateway gives their slot to the next one.
    package mutating func endAdmission() {
        set("Sluice-Session", "end")
    }
}
