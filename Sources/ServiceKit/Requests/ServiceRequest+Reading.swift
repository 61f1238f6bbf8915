internal import Bytes
package import Contracts
internal import FoundationEssentials
package import HTTP

extension ServiceRequest {
    /// The most pairs of a query or a form that are looked at.
    package static let maximumPairs = 256

    /// The first value of a name in the query, decoded; nil where it is absent.
    package func query(_ name: String) throws(ServiceError) -> String? {
        try queryPairs.first { $0.name == name }?.value
    }

    /// All pairs of the query, decoded.
    package var queryPairs: [(name: String, value: String)] {
        get throws(ServiceError) {
            guard let range = head.queryRange else { return [] }
            let bytes = head.with(range) { $0.copyBytes() }
            guard let pairs = PercentDecoding.pairs(bytes, limit: Self.maximumPairs) else {
                throw .badRequest("the query is malformed")
            }
            return pairs
        }
    }

    /// A field of the head as text, or nil.
    package func field(_ known: KnownField) -> String? {
        head.firstValue(known).map { head.string($0) }
    }

    /// A field of the head by its name in lower case, for names that the house does not know; or nil.
    package func field(named name: String) -> String? {
        for index in 0..<head.fieldCount {
            let field = head.field(at: index)
            if head.string(field.name).lowercased() == name { return head.string(field.value) }
        }
        return nil
    }

    /// A cookie's value as it was sent, or nil.
    package func cookie(_ name: StaticString) -> String? {
        head.cookie(named: name).map { head.string($0) }
    }

    /// The value of a cookie of ours, by its name with TLS and its name without; nil where it is empty.
    package func ownCookie(_ secure: StaticString, _ plain: StaticString) -> String? {
        head.ownCookie(secure, plain).flatMap { $0.isEmpty ? nil : head.string($0) }
    }

    /// The model that the body spells as JSON; 415 for another media type, 400 for what it cannot be.
    package func json<Value: Decodable>(_ type: Value.Type = Value.self) throws(ServiceError) -> Value {
        guard hasMediaType("application/json") else { throw ServiceError(.unsupportedMediaType) }
        do {
            return try WireJSON.decode(type, from: body)
        } catch {
            throw JSONMistake.error(error)
        }
    }

    /// The pairs of a form (`application/x-www-form-urlencoded`); 415 for another media type.
    package var form: [(name: String, value: String)] {
        get throws(ServiceError) {
            guard hasMediaType("application/x-www-form-urlencoded") else {
                throw ServiceError(.unsupportedMediaType)
            }
            guard let pairs = PercentDecoding.pairs(body, limit: Self.maximumPairs) else {
                throw .badRequest("the form is malformed")
            }
            return pairs
        }
    }

    /// Whether the body is said to be of a media type, whatever its parameters.
    package func hasMediaType(_ type: StaticString) -> Bool {
        guard let range = head.firstValue(.contentType) else { return false }
        return head.with(range) { value in
            var end = 0
            while end < value.byteCount, value.byte(at: end) != UInt8(ascii: ";"),
                value.byte(at: end) > 0x20
            {
                end += 1
            }
            return value.extracting(0..<end).equalsIgnoringCase(type)
        }
    }

    /// The language that the visitor wants: a cookie's, else the browser's first that we speak.
    package var language: Language { head.wantedLanguage }
}
