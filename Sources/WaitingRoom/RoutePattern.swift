/// One entry of a room's `match` or `except` list: host, path and methods that must all fit.
package struct RoutePattern: Sendable, Equatable {
    let host: HostPattern
    let path: PathGlob
    let methods: RouteMethods

    /// A pattern from the words of the configuration; what is nil or empty fits everything.
    ///
    /// - Throws: `RoutePatternError` for the first mistake found.
    package init(host: String? = nil, path: String? = nil, methods: [String] = []) throws(RoutePatternError) {
        guard host != nil || path != nil || !methods.isEmpty else { throw .empty }
        if let host { self.host = try HostPattern(host) } else { self.host = .any }
        self.path = try PathGlob(path ?? "/**")
        self.methods = methods.isEmpty ? .all : try RouteMethods(names: methods)
    }

    /// What decides which of two patterns is the longer match, the most important first.
    ///
    /// Literal bytes of the path, then no wildcard over `*` over `**`, then a host over a part of one over
    /// none, the longer part, then methods over none.
    var specificity: [Int] {
        [
            path.literalCount, path.exactness, host.exactness, host.bytes.count,
            methods == .all ? 0 : 1,
        ]
    }
}
