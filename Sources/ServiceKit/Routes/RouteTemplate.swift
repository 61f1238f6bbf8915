internal import Bytes

/// A path with places for parameters, such as `/api/trips/{id}/seats` or `/api/tickets/{id}.pdf`.
///
/// A parameter is one whole segment, or the beginning of one with a fixed end. Templates are ours: one that
/// makes no sense is a mistake in our own code and traps when the role starts.
struct RouteTemplate: Sendable {
    private enum Segment: Sendable {
        case literal([UInt8])
        case parameter(suffix: [UInt8])

        /// What fixes more comes first.
        var rank: Int {
            switch self {
            case .literal: 0
            case .parameter(let suffix): suffix.isEmpty ? 2 : 1
            }
        }
    }

    let text: String
    /// The parameters' names in order.
    let names: [String]
    private let segments: [Segment]

    init(_ text: String) {
        precondition(text.hasPrefix("/"), "a template begins with a slash: \(text)")
        self.text = text
        var names: [String] = []
        var segments: [Segment] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard part.hasPrefix("{") else {
                precondition(!part.contains("{"), "a parameter begins its segment: \(text)")
                segments.append(.literal(Array(part.utf8)))
                continue
            }
            guard let end = part.firstIndex(of: "}") else {
                // Templates are literals of ours, read when the role starts.
                preconditionFailure("no } in \(text)")
            }
            names.append(String(part[part.index(after: part.startIndex)..<end]))
            segments.append(.parameter(suffix: Array(part[part.index(after: end)...].utf8)))
        }
        precondition(Set(names).count == names.count, "a parameter stands twice in \(text)")
        self.names = names
        self.segments = segments
    }

    /// Whether this template is looked at before another one: the more it fixes, the earlier.
    func precedes(_ other: RouteTemplate) -> Bool {
        for (own, their) in zip(segments, other.segments) {
            if own.rank != their.rank { return own.rank < their.rank }
        }
        return segments.count < other.segments.count
    }

    /// The raw places of the parameters in a path that fits, or nil.
    func match(_ path: RawSpan) -> [Range<Int>]? {
        var places: [Range<Int>] = []
        var start = 1
        guard path.byteCount >= 1, path.byte(at: 0) == UInt8(ascii: "/") else { return nil }
        for (index, segment) in segments.enumerated() {
            var end = start
            while end < path.byteCount, path.byte(at: end) != UInt8(ascii: "/") { end += 1 }
            let isLast = index == segments.count - 1
            guard isLast == (end == path.byteCount) else { return nil }
            switch segment {
            case .literal(let bytes):
                guard path.extracting(start..<end).equals(bytes.span.bytes) else { return nil }
            case .parameter(let suffix):
                let length = end - start - suffix.count
                guard length > 0, path.extracting((start + length)..<end).equals(suffix.span.bytes) else {
                    return nil
                }
                places.append(start..<(start + length))
            }
            start = end + 1
        }
        return places
    }
}
