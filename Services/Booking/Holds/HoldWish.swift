internal import Bytes
internal import HTTP
internal import ServiceKit

/// What the body of `POST /api/holds` asks for, read without Foundation: most of these are refused, and fast.
struct HoldWish: Equatable {
    /// The most seats of one hold.
    static let mostSeats = 4

    /// The trip.
    let trip: String
    /// The station where the stretch begins.
    let from: String
    /// The station where it ends.
    let to: String
    /// One to four different labels.
    let seats: [String]

    /// Reads a body; 400 for what is not the JSON that is expected, 422 for seats that cannot be.
    init(_ body: [UInt8]) throws(ServiceError) {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONReader.read(body.span.bytes, maximumBytes: 4096, maximumDepth: 4)
        } catch {
            throw .badRequest("the body is not JSON")
        }
        trip = try Self.text("trip", in: document)
        from = try Self.text("from", in: document)
        to = try Self.text("to", in: document)
        guard case .array(let elements)? = document["seats"] else { throw Self.missing("seats") }
        let labels = elements.compactMap(\.text)
        guard labels.count == elements.count, (1...Self.mostSeats).contains(labels.count) else {
            throw .invalid("#/seats", "one to four labels")
        }
        guard Set(labels).count == labels.count else {
            throw .invalid("#/seats", "a seat stands there twice")
        }
        seats = labels
    }

    private static func text(_ name: String, in document: JSONValue) throws(ServiceError) -> String {
        guard let text = document[name]?.text else { throw missing(name) }
        guard text.utf8.count <= 64 else { throw .invalid("#/\(name)", "at most 64 bytes") }
        return text
    }

    private static func missing(_ name: String) -> ServiceError {
        ServiceError(
            .badRequest, "#/\(name) is missing",
            errors: [Problem.Detail(pointer: "#/\(name)", detail: "is missing")])
    }
}
