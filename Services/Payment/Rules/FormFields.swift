internal import ServiceKit

/// A form as `application/x-www-form-urlencoded` carries it: what hosted pages send and take.
struct FormFields: Equatable, ExpressibleByDictionaryLiteral {
    /// The most fields that a form of ours or of a provider has.
    static let most = 100

    /// Names and values in their order.
    private(set) var fields: [(name: String, value: String)] = []

    /// The fields of a form that was read.
    init(_ fields: [(name: String, value: String)]) {
        self.fields = fields
    }

    /// A form that is written out.
    init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { (name: $0.0, value: $0.1) }
    }

    /// The first value of a name; setting replaces it or appends one.
    subscript(name: String) -> String? {
        get { fields.first { $0.name == name }?.value }
        set {
            fields.removeAll { $0.name == name }
            if let newValue { fields.append((name, newValue)) }
        }
    }

    /// All values of a name.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The fields as a call takes them.
    var pairs: [(String, String)] { fields.map { ($0.name, $0.value) } }

    /// The query that spells the form.
    var encoded: String {
        fields.map { "\(FormText.encode($0.name))=\(FormText.encode($0.value))" }.joined(separator: "&")
    }

    /// Whether two forms have the same fields in the same order.
    static func == (left: FormFields, right: FormFields) -> Bool {
        left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
    }
}
