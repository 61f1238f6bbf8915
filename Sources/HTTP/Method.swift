/// A request method; `other` stands for every token that the house does not know by name.
///
/// Methods are case-sensitive (RFC 9110 section 9.1): `get` is not `GET` and becomes `other`.
package enum Method: UInt8, Sendable, CaseIterable {
    /// A method of RFC 9110 section 9.3 or RFC 5789 (PATCH).
    case get, head, post, put, delete, patch, options, connect, trace
    /// Any other token.
    case other

    /// The method's token, empty for `other`.
    package var name: StaticString {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .delete: "DELETE"
        case .patch: "PATCH"
        case .options: "OPTIONS"
        case .connect: "CONNECT"
        case .trace: "TRACE"
        case .other: ""
        }
    }

    /// Whether the method only reads (RFC 9110 section 9.2.1), so that an unsent request may be sent again.
    package var isSafe: Bool {
        switch self {
        case .get, .head, .options, .trace: true
        default: false
        }
    }

    /// The method that a token names.
    static func find(_ token: UnsafePointer<UInt8>, _ length: Int) -> Method {
        switch length {
        case 3:
            if Word.equal(token, length, "GET") { return .get }
            if Word.equal(token, length, "PUT") { return .put }
        case 4:
            if Word.equal(token, length, "POST") { return .post }
            if Word.equal(token, length, "HEAD") { return .head }
        case 5:
            if Word.equal(token, length, "PATCH") { return .patch }
            if Word.equal(token, length, "TRACE") { return .trace }
        case 6: if Word.equal(token, length, "DELETE") { return .delete }
        case 7:
            if Word.equal(token, length, "OPTIONS") { return .options }
            if Word.equal(token, length, "CONNECT") { return .connect }
        default: break
        }
        return .other
    }
}
