import Bytes

/// A set of request methods: the nine that HTTP names, and one bit for all others.
package struct RouteMethods: OptionSet, Sendable, Hashable {
    /// One bit a method, in the order of RFC 9110 section 9.3 and PATCH.
    package let rawValue: UInt16

    /// A set with these bits.
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Every method, also unknown ones.
    package static let all = RouteMethods(rawValue: 0x3FF)
    /// A method that is none of the nine.
    package static let unknown = RouteMethods(rawValue: 1 << 9)

    static let get = RouteMethods(rawValue: 1)
    static let head = RouteMethods(rawValue: 2)
    static let names = "GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH"

    /// The set of one method from its bytes; what is none of the nine in capitals is `unknown`.
    package init(method: RawSpan) {
        self.init(rawValue: Self.bits(method))
    }

    private static func bits(_ method: RawSpan) -> UInt16 {
        if method.equals("GET") { return 1 }
        if method.equals("HEAD") { return 2 }
        if method.equals("POST") { return 4 }
        if method.equals("PUT") { return 8 }
        if method.equals("DELETE") { return 16 }
        if method.equals("CONNECT") { return 32 }
        if method.equals("OPTIONS") { return 64 }
        if method.equals("TRACE") { return 128 }
        if method.equals("PATCH") { return 256 }
        return unknown.rawValue
    }

    /// The set that a configuration names; GET brings HEAD with it.
    init(names: [String]) throws(RoutePatternError) {
        var set: RouteMethods = []
        for name in names {
            let bytes = Array(name.utf8)
            let one = RouteMethods(method: bytes.span.bytes)
            if one == .unknown { throw .unknownMethod(name) }
            set.formUnion(one == .get ? [.get, .head] : one)
        }
        self = set
    }
}
