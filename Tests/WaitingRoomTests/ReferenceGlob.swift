/// Path patterns matched the naive way, by trying everything: what `RouteTable` is compared with.
enum ReferenceGlob {
    /// Whether a pattern (in lower case, without escapes) is for a path that has one reading.
    static func matches(_ pattern: String, _ path: String) -> Bool {
        matches(Array(pattern)[...], Array(path)[...])
    }

    private static func matches(_ pattern: ArraySlice<Character>, _ path: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        let rest = pattern.dropFirst()
        if pattern.elementsEqual("/**"), path.isEmpty { return true }
        if pattern.starts(with: "/**/"), matches(pattern.dropFirst(3), path) { return true }
        if pattern.starts(with: "**") {
            return (0...path.count).contains { matches(pattern.dropFirst(2), path.dropFirst($0)) }
        }
        if first == "*" {
            let segment = path.prefix { $0 != "/" }
            return (0...segment.count).contains { matches(rest, path.dropFirst($0)) }
        }
        return path.first == first && matches(rest, path.dropFirst())
    }
}
