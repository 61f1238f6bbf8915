/// Why a pattern of a route cannot be used.
package enum RoutePatternError: Error, Equatable, CustomStringConvertible {
    /// Neither a host nor a path nor methods are given.
    case empty
    /// The path does not begin with a slash.
    case pathNotAbsolute(String)
    /// The path has more than 256 bytes.
    case pathTooLong(String)
    /// Three or more stars in a row.
    case tooManyStars(String)
    /// More than 60 bytes and wildcards from the first wildcard on.
    case tooComplex(String)
    /// A segment of the path is empty, `.` or `..`, which no request that reaches a room has.
    case badSegment(String)
    /// A byte that no path has: a control, a space, `?`, `#`, `;` or a backslash.
    case badPathByte(String)
    /// A percent sign without two hexadecimal digits.
    case badEscape(String)
    /// A host with a port, a wildcard other than a leading `*.`, or a byte that no host has.
    case badHost(String)
    /// A method other than the nine of HTTP, in capitals.
    case unknownMethod(String)

    /// What to tell whoever wrote the configuration.
    package var description: String {
        switch self {
        case .empty: "a match needs a host, a path or methods"
        case .pathNotAbsolute(let path): "path \"\(path)\" must begin with /"
        case .pathTooLong(let path): "path \"\(path.prefix(32))…\" has more than 256 bytes"
        case .tooManyStars(let path): "path \"\(path)\" has more than two stars in a row"
        case .tooComplex(let path): "path \"\(path)\" is longer than 60 bytes after its first wildcard"
        case .badSegment(let path): "path \"\(path)\" has an empty, \".\" or \"..\" segment"
        case .badPathByte(let path): "path \"\(path)\" has a space, control, ?, #, ; or backslash"
        case .badEscape(let path): "path \"\(path)\" has a % without two hexadecimal digits"
        case .badHost(let host): "host \"\(host)\" must be a name without a port, or *. and a name"
        case .unknownMethod(let method): "method \"\(method)\" is not one of \(RouteMethods.names)"
        }
    }
}
