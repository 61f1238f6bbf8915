/// Reads the request line (RFC 9112 section 3): exactly method, space, target, space, version.
///
/// As in `FieldParser`, every scan stops at a carriage return at the latest.
struct RequestLineParser {
    private let bytes: UnsafePointer<UInt8>
    /// Where `HeadBlock` put a slash behind the head.
    private let slash: Int
    /// Where the next line begins, once the line is read.
    private(set) var position = 0

    init(_ bytes: UnsafePointer<UInt8>, slashAt slash: Int) {
        self.bytes = bytes
        self.slash = slash
    }

    mutating func read(_ facts: inout RequestFacts) throws(RequestError) {
        let set = ByteSet.token
        while set.contains(bytes[position]) { position += 1 }
        guard position > 0, bytes[position] == 0x20 else { throw position > 0 ? .badLine : .badMethod }
        facts.methodRange = 0..<position
        facts.method = Method.find(bytes, position)
        position += 1

        let start = position
        try target(&facts)
        facts.targetRange = start..<position
        guard bytes[position] == 0x20 else { throw bytes[position] == 0x0D ? .badVersion : .badTarget }
        position += 1
        try version(&facts)
    }

    private mutating func target(_ facts: inout RequestFacts) throws(RequestError) {
        if facts.method == .connect {
            try authority(&facts)
        } else if bytes[position] == 0x2F {
            try pathAndQuery(&facts)
        } else if bytes[position] == 0x2A {
            guard facts.method == .options else { throw .badTarget }
            facts.form = .asterisk
            facts.pathRange = position..<position + 1
            position += 1
        } else {
            try absolute(&facts)
        }
    }

    private mutating func pathAndQuery(_ facts: inout RequestFacts) throws(RequestError) {
        let start = position
        let set = ByteSet.path
        while set.contains(bytes[position]) {
            if bytes[position] == 0x25 { facts.pathIsPlain = false }
            if bytes[position] == 0x2F, bytes[position + 1] == 0x2F || bytes[position + 1] == 0x2E {
                facts.pathIsPlain = false
            }
            position += 1
        }
        facts.pathRange = start..<position
        try query(&facts)
    }

    private mutating func query(_ facts: inout RequestFacts) throws(RequestError) {
        guard bytes[position] == 0x3F else { return }
        position += 1
        let start = position
        let set = ByteSet.query
        while set.contains(bytes[position]) { position += 1 }
        facts.queryRange = start..<position
    }

    private mutating func authority(_ facts: inout RequestFacts) throws(RequestError) {
        let start = position
        while bytes[position] > 0x20, bytes[position] < 0x7F { position += 1 }
        guard Authority.isValid(bytes, start..<position, portRequired: true) else { throw .badTarget }
        facts.form = .authority
        facts.hostRange = start..<position
        facts.pathRange = position..<position
    }

    private mutating func absolute(_ facts: inout RequestFacts) throws(RequestError) {
        guard let scheme = schemeLength() else { throw .badTarget }
        position += scheme
        let start = position
        while bytes[position] > 0x20, bytes[position] < 0x7F, bytes[position] != 0x2F, bytes[position] != 0x3F
        {
            position += 1
        }
        guard Authority.isValid(bytes, start..<position) else { throw .badTarget }
        facts.form = .absolute
        facts.hostRange = start..<position
        if bytes[position] == 0x2F { return try pathAndQuery(&facts) }
        facts.pathRange = slash..<slash + 1
        try query(&facts)
    }

    /// The length of `http://` or `https://` here; the slack behind every head makes the reads sound.
    private func schemeLength() -> Int? {
        let start = bytes + position
        guard Word.equalFolded(start, 4, "http") else { return nil }
        let length = start[4] | 0x20 == 0x73 ? 5 : 4
        return Word.equal(start + length, 3, "://") ? length + 3 : nil
    }

    private mutating func version(_ facts: inout RequestFacts) throws(RequestError) {
        let start = position
        while bytes[position] > 0x20, position - start < 16 { position += 1 }
        guard bytes[position] == 0x0D else { throw .badVersion }
        guard bytes[position + 1] == 0x0A else { throw .bareCarriageReturn }
        guard position - start == 8, Word.equal(bytes + start, 5, "HTTP/"), isDigit(start + 5),
            bytes[start + 6] == 0x2E, isDigit(start + 7)
        else { throw .badVersion }
        guard bytes[start + 5] == 0x31, bytes[start + 7] <= 0x31 else { throw .unsupportedVersion }
        facts.minorVersion = bytes[start + 7] - 0x30
        position += 2
    }

    private func isDigit(_ index: Int) -> Bool { bytes[index] >= 0x30 && bytes[index] <= 0x39 }
}
