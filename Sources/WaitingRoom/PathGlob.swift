/// A path pattern taken apart: bytes, `*` within a segment, `**` across segments.
///
/// `/**` stands for nothing as well: `/book/**` is `/book` and all below it, `/a/**/b` is also `/a/b`.
struct PathGlob: Sendable, Equatable {
    /// One step of a pattern.
    enum Token: Sendable, Equatable {
        case byte(UInt8)
        case star
        case doubleStar
    }

    /// The longest pattern in bytes.
    static let maximumLength = 256
    /// The most tokens from the first wildcard (and the slash before it) on: they are the bits of one word.
    static let maximumTail = 60

    let tokens: [Token]

    /// Takes a pattern apart, or says what is wrong with it.
    init(_ text: String) throws(RoutePatternError) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/") else { throw .pathNotAbsolute(text) }
        guard bytes.count <= Self.maximumLength else { throw .pathTooLong(text) }
        var tokens: [Token] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "*"):
                var stars = 1
                while index < bytes.count, bytes[index] == byte { (stars, index) = (stars + 1, index + 1) }
                guard stars <= 2 else { throw .tooManyStars(text) }
                tokens.append(stars == 1 ? .star : .doubleStar)
            case UInt8(ascii: "%"):
                guard let decoded = Self.escape(bytes, index) else { throw .badEscape(text) }
                guard Self.isPlain(decoded), decoded != UInt8(ascii: "/") else { throw .badPathByte(text) }
                tokens.append(.byte(decoded))
                index += 2
            default:
                guard byte != 0x20, Self.isPlain(byte) else { throw .badPathByte(text) }
                tokens.append(.byte(byte))
            }
        }
        self.tokens = Self.simplified(tokens)
        try check(text)
    }

    /// The tokens before the first wildcard; a slash before `**` counts to the rest, which may skip it.
    var prefixCount: Int {
        guard let first = tokens.firstIndex(where: \.isWildcard) else { return tokens.count }
        return skips(first - 1) ? first - 1 : first
    }

    /// Whether the slash at `index` begins `/**` as a whole segment, which stands for nothing as well.
    func skips(_ index: Int) -> Bool {
        guard index >= 0, index + 1 < tokens.count else { return false }
        guard tokens[index] == .slash, tokens[index + 1] == .doubleStar else { return false }
        return index + 2 == tokens.count || tokens[index + 2] == .slash
    }

    /// How many literal bytes the pattern asks for at least.
    var literalCount: Int {
        tokens.indices.count { !tokens[$0].isWildcard && !skips($0) }
    }

    /// 2 without a wildcard, 1 with `*` only, 0 with `**`.
    var exactness: Int {
        tokens.contains(.doubleStar) ? 0 : tokens.contains(.star) ? 1 : 2
    }

    private func check(_ text: String) throws(RoutePatternError) {
        guard tokens.count - prefixCount <= Self.maximumTail else { throw .tooComplex(text) }
        for segment in tokens.dropFirst().split(separator: .slash, omittingEmptySubsequences: false) {
            if segment.isEmpty && tokens.count > 1 { throw .badSegment(text) }
            if segment.elementsEqual([.dot]) || segment.elementsEqual([.dot, .dot]) {
                throw .badSegment(text)
            }
        }
    }

    /// The same pattern without what says nothing: a second `/**` in a row, a slash at the end.
    private static func simplified(_ tokens: [Token]) -> [Token] {
        var simple: [Token] = []
        for token in tokens {
            simple.append(token)
            let repeats = simple.suffix(4).elementsEqual([.slash, .doubleStar, .slash, .doubleStar])
            if repeats { simple.removeLast(2) }
        }
        if simple.count > 1, simple.last == .slash { simple.removeLast() }
        return simple
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x7F, UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "\\"):
            false
        default: true
        }
    }

    private static func escape(_ bytes: [UInt8], _ index: Int) -> UInt8? {
        guard index + 1 < bytes.count else { return nil }
        guard let high = hexDigit(bytes[index]), let low = hexDigit(bytes[index + 1]) else { return nil }
        return high << 4 | low
    }

    /// The value of a hexadecimal digit of either case, or nil.
    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

extension PathGlob.Token {
    static let slash = PathGlob.Token.byte(UInt8(ascii: "/"))
    static let dot = PathGlob.Token.byte(UInt8(ascii: "."))

    /// Whether the token stands for more than one text.
    var isWildcard: Bool { self == .star || self == .doubleStar }
}
