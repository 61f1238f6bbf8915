/// Which room a request belongs to, decided on the raw bytes of its head.
///
/// The longest match wins (`RoutePattern.specificity`, then the order of the rules); an exception counts
/// within the winning room. A path that servers read in several ways is protected when any reading is, and
/// exempt only when all are. Paths of rooms ignore ASCII case, those of exceptions do not: a visitor must not
/// walk around a room by spelling. Matching neither allocates nor copies and is linear in the path for each
/// pattern.
package struct RouteTable: Sendable {
    /// The most patterns that a table holds.
    package static let maximumPatterns = 1_024

    /// All `match` patterns of all rooms, the longest match first.
    let matches: [RouteEntry]
    /// All `except` patterns, those of a room together.
    let excepts: [RouteEntry]
    /// Where the exceptions of each room stand.
    let exceptRanges: [Range<Int>]
    /// The literal bytes that the entries point into.
    let bytes: [UInt8]
    /// The step masks that the entries point into, 256 each.
    let masks: [UInt64]

    /// A table of the rooms' rules; the index of a rule is the room in the answers.
    ///
    /// Patterns past the first 1,024 are an error of the configuration: check `patternCount` before.
    package init(rules: [RouteRule]) {
        var builder = RouteTableBuilder()
        var ranges: [Range<Int>] = []
        var excepts: [RouteEntry] = []
        for (room, rule) in rules.enumerated() {
            let start = excepts.count
            for pattern in rule.excepts {
                excepts.append(builder.entry(pattern, room: room, isExcept: true))
            }
            ranges.append(start..<excepts.count)
        }
        matches = builder.sortedMatches(rules)
        self.excepts = excepts
        exceptRanges = ranges
        bytes = builder.bytes
        masks = builder.masks
    }

    /// How many patterns the rules have in all; more than `maximumPatterns` are to be refused.
    package static func patternCount(_ rules: [RouteRule]) -> Int {
        rules.reduce(0) { $0 + $1.matches.count + $1.excepts.count }
    }

    /// The room of a request: its method, the value of its Host field and its target in origin form.
    ///
    /// A query is left out of the path and a port out of the host; an empty host fits only patterns without
    /// one.
    package func match(method: RawSpan, host: RawSpan, path: RawSpan) -> RouteMatch {
        guard let hostLength = HostPattern.nameLength(host) else { return .malformed }
        let name = host.extracting(0..<hostLength)
        let methods = RouteMethods(method: method)
        switch PathSpelling(path) {
        case .malformed: return .malformed
        case .plain(let length):
            return decide(methods, name, path.extracting(0..<length), PathCursor(.plain))
        case .several(let length):
            return decideSeveral(methods, name, path.extracting(0..<length))
        }
    }

    /// The strictest of what the readings of a path say; between rooms, the one of the full reading.
    private func decideSeveral(_ method: RouteMethods, _ host: RawSpan, _ path: RawSpan) -> RouteMatch {
        let full = decide(method, host, path, PathCursor(.full))
        if case .room = full { return full }
        let once = decide(method, host, path, PathCursor(.once))
        if case .room = once { return once }
        if let start = PathCursor.afterAuthority(path) {
            let inner = decide(method, host, path, PathCursor(.full, from: start))
            if case .room = inner { return inner }
            if inner != full { return .unmatched }
        }
        return once == full ? full : .unmatched
    }

    private func decide(
        _ method: RouteMethods, _ host: RawSpan, _ path: RawSpan, _ cursor: PathCursor
    ) -> RouteMatch {
        let bytes = bytes.span
        let masks = masks.span
        for index in matches.indices {
            let entry = matches[index]
            guard entry.takes(method), entry.fits(host: host, bytes) else { continue }
            guard entry.fits(path: path, cursor, bytes, masks) else { continue }
            for except in exceptRanges[entry.room] {
                let except = excepts[except]
                guard except.takes(method), except.fits(host: host, bytes) else { continue }
                if except.fits(path: path, cursor, bytes, masks) { return .exempt(room: entry.room) }
            }
            return .room(entry.room)
        }
        return .unmatched
    }
}
