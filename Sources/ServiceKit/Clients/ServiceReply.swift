internal import HTTP

/// What another service answered.
package struct ServiceReply: Sendable {
    /// The HTTP status.
    package let status: Int
    /// The media type with its parameters, empty where there is none.
    package let contentType: String
    /// All fields in order, their names in lower case.
    package let fields: [(name: String, value: String)]
    /// The body.
    package let body: [UInt8]

    /// Whether it succeeded.
    package var isSuccess: Bool { (200..<300).contains(status) }

    /// The first value of a field by its name in lower case.
    package func field(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// The model that the body spells, whatever the status.
    package func json<Value: Decodable>(_ type: Value.Type = Value.self) throws(ServiceError) -> Value {
        do {
            return try WireJSON.decode(type, from: body)
        } catch {
            throw ServiceError(.badGateway, cause: "an answer with status \(status) cannot be read: \(error)")
        }
    }

    /// The problem document of an answer that is one, else nil.
    package var problem: ReplyProblem? {
        guard contentType.hasPrefix("application/problem+json") else { return nil }
        return try? WireJSON.decode(ReplyProblem.self, from: body)
    }
}
