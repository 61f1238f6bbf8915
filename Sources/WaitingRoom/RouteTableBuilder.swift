/// Turns patterns into entries and collects the bytes and masks that they point into.
struct RouteTableBuilder {
    private(set) var bytes: [UInt8] = []
    private(set) var masks: [UInt64] = []

    /// The entries of all rooms' matches, the longest match first, equals in the order of the rules.
    mutating func sortedMatches(_ rules: [RouteRule]) -> [RouteEntry] {
        let patterns = rules.enumerated().flatMap { room, rule in rule.matches.map { (room, $0) } }
        let ranked = patterns.enumerated().sorted { left, right in
            let (first, second) = (left.element.1.specificity, right.element.1.specificity)
            return first == second ? left.offset < right.offset : second.lexicographicallyPrecedes(first)
        }
        return ranked.map { entry($0.element.1, room: $0.element.0, isExcept: false) }
    }

    /// The entry of one pattern.
    mutating func entry(_ pattern: RoutePattern, room: Int, isExcept: Bool) -> RouteEntry {
        var entry = RouteEntry()
        entry.room = room
        entry.methods = isExcept ? pattern.methods : pattern.methods.union(.unknown)
        entry.hostExactness = pattern.host.exactness
        entry.hostRange = store(pattern.host.bytes)
        entry.ignoresCase = !isExcept
        let glob = pattern.path
        let prefixCount = glob.prefixCount
        entry.prefixRange = store(
            glob.tokens[..<prefixCount].compactMap { token in
                guard case .byte(let byte) = token else { return nil }
                return isExcept ? byte : Self.cases(byte)[0]
            })
        if prefixCount < glob.tokens.count { addTail(glob, from: prefixCount, to: &entry) }
        return entry
    }

    private mutating func addTail(_ glob: PathGlob, from start: Int, to entry: inout RouteEntry) {
        entry.masks = masks.count
        masks.append(contentsOf: repeatElement(0, count: 256))
        let count = glob.tokens.count - start
        entry.accepts = 1 << UInt64(count)
        for index in 0..<count {
            let bit: UInt64 = 1 << UInt64(index)
            switch glob.tokens[start + index] {
            case .star: entry.stars |= bit
            case .doubleStar:
                entry.doubleStars |= bit
                if index == count - 1 { entry.settles |= bit }
            case .byte(let byte):
                for byte in entry.ignoresCase ? Self.cases(byte) : [byte] {
                    masks[entry.masks + Int(byte)] |= bit
                }
                guard glob.skips(start + index) else { continue }
                if index + 2 == count { entry.accepts |= bit } else { entry.skips |= bit }
            }
        }
    }

    private mutating func store(_ content: [UInt8]) -> Range<Int> {
        bytes.append(contentsOf: content)
        return bytes.count - content.count..<bytes.count
    }

    /// The lower case of a byte and its capital, when it is a letter.
    private static func cases(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x41...0x5A: [byte | 0x20, byte]
        case 0x61...0x7A: [byte, byte & 0xDF]
        default: [byte]
        }
    }
}
