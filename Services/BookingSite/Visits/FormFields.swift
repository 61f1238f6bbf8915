internal import ServiceKit

/// What a visitor has typed into a form.
struct FormFields {
    private let pairs: [(name: String, value: String)]

    init(_ request: ServiceRequest) throws(ServiceError) {
        pairs = try request.form
    }

    /// A field without the spaces around it, at most so long; empty where it is absent.
    subscript(name: String) -> String {
        let value = pairs.first { $0.name == name }?.value ?? ""
        let trimmed = value.drop { $0.isWhitespace }
        let end = trimmed.lastIndex { !$0.isWhitespace }.map { trimmed.index(after: $0) }
        return String(trimmed[..<(end ?? trimmed.startIndex)].prefix(1024))
    }

    /// A field as it was typed, for passwords.
    func exact(_ name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }

    /// A field, or nil where it is empty.
    func optional(_ name: String) -> String? {
        let value = self[name]
        return value.isEmpty ? nil : value
    }

    /// All values of a name.
    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The key of the form, under which sending it twice does one thing.
    var key: String {
        get throws(ServiceError) {
            let key = self["key"]
            guard (1...64).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw .badRequest("the form is not one of ours")
            }
            return key
        }
    }

    /// All fields by name, to fill a form in again.
    var typed: [String: String] {
        Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
