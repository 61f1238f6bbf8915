/// Finds the functions in code without comments and string contents, by matching braces.
struct FunctionScanner {
    /// One function, initializer, deinitializer or subscript with a body.
    struct Function {
        let name: String
        /// Counted from 0.
        let firstLine: Int
        let lines: Int
    }

    private let code: [UInt8]
    private var index = 0
    private var line = 0

    static func functions(in code: [UInt8]) -> [Function] {
        var found: [Function] = []
        for start in wordStarts(code) {
            var scanner = FunctionScanner(code: code)
            scanner.index = start.index
            guard scanner.findBody() else { continue }
            scanner.skipBraces()
            let name = String(
                decoding: code[start.index...].prefix { $0 != 0x28 && $0 != 0x7B && $0 != 0x0A },
                as: UTF8.self)
            found.append(Function(name: name, firstLine: start.line, lines: scanner.line + 1))
        }
        return found
    }

    private init(code: [UInt8]) {
        self.code = code
    }

    /// Where `func`, `init`, `deinit` and `subscript` stand as words that declare something.
    private static func wordStarts(_ code: [UInt8]) -> [(index: Int, line: Int)] {
        var starts: [(Int, Int)] = []
        var line = 0
        var index = 0
        var before: UInt8 = 0x0A
        while index < code.count {
            let byte = code[index]
            if isWord(byte) {
                let end = code[index...].firstIndex { !isWord($0) } ?? code.count
                let declares = ["func", "init", "deinit", "subscript"].contains {
                    code[index..<end].elementsEqual($0.utf8)
                }
                if declares && before != UInt8(ascii: ".") { starts.append((index, line)) }
                before = code[end - 1]
                index = end
                continue
            }
            if byte == 0x0A { line += 1 }
            before = byte
            index += 1
        }
        return starts
    }

    /// Goes to the brace that opens the body; false where the declaration has none, as in a protocol.
    private mutating func findBody() -> Bool {
        var depth = 0
        while index < code.count {
            switch code[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                depth -= 1
                if depth < 0 { return false }
            case UInt8(ascii: "{"):
                if depth == 0 { return true }
                skipBraces()
                continue
            case UInt8(ascii: "}"): return false
            case 0x0A:
                if depth == 0 && !continues(after: index) { return false }
                line += 1
            default: break
            }
            index += 1
        }
        return false
    }

    /// Whether the declaration goes on after a line break.
    private func continues(after position: Int) -> Bool {
        let rest = code[(position + 1)...].drop { $0 == 0x20 || $0 == 0x0A }
        return ["->", "where", "throws", "rethrows", "async", "{", "&", "="].contains {
            rest.starts(with: $0.utf8)
        }
    }

    /// From an opening brace past the one that closes it.
    private mutating func skipBraces() {
        var depth = 0
        while index < code.count {
            if code[index] == UInt8(ascii: "{") { depth += 1 }
            if code[index] == UInt8(ascii: "}") { depth -= 1 }
            if code[index] == 0x0A { line += 1 }
            index += 1
            if depth == 0 { return }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F
            || byte >= 0x80
    }
}
