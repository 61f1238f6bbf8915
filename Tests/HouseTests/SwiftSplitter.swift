/// Splits Swift source into code and comments, byte by byte, with every line where it was.
///
/// It knows nested comments, strings of every kind with interpolation, and regex literals; it parses nothing
/// else.
struct SwiftSplitter {
    private enum Mode {
        case code(parentheses: Int)
        case string(hashes: Int, quotes: Int)
    }

    private(set) var code: [UInt8] = []
    private(set) var comments: [UInt8] = []
    private let bytes: [UInt8]
    private var index = 0
    private var modes: [Mode] = [.code(parentheses: 0)]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        code.reserveCapacity(bytes.count)
        comments.reserveCapacity(bytes.count)
    }

    mutating func run() {
        while index < bytes.count {
            switch modes.last {
            case .string(let hashes, let quotes): stepInString(hashes, quotes)
            case .code, nil: stepInCode()
            }
        }
    }

    private mutating func stepInCode() {
        if at("//") { return lineComment() }
        if at("/*") { return blockComment() }
        if let (hashes, quotes) = stringOpening() {
            keep(hashes + quotes)
            modes.append(.string(hashes: hashes, quotes: quotes))
            return
        }
        if at("#/"), let end = find("/#", from: index + 2) { return blank(upTo: end + 2) }
        if let end = bareRegexEnd() { return blank(upTo: end) }
        if case .code(let parentheses) = modes.last, modes.count > 1 {
            if at("(") { modes[modes.count - 1] = .code(parentheses: parentheses + 1) }
            if at(")") {
                if parentheses == 0 {
                    modes.removeLast()
                } else {
                    modes[modes.count - 1] = .code(parentheses: parentheses - 1)
                }
            }
        }
        keep(1)
    }

    private mutating func stepInString(_ hashes: Int, _ quotes: Int) {
        let hash = String(repeating: "#", count: hashes)
        if at("\\" + hash + "(") {
            blank(upTo: index + hashes + 1)
            keep(1)
            modes.append(.code(parentheses: 0))
        } else if at("\\" + hash) {
            blank(upTo: index + hashes + 2)
        } else if at(String(repeating: "\"", count: quotes) + hash) {
            keep(quotes + hashes)
            modes.removeLast()
        } else if quotes == 1 && at("\n") {
            modes.removeLast()
        } else {
            blank(upTo: index + 1)
        }
    }

    private mutating func lineComment() {
        while index < bytes.count && bytes[index] != 0x0A { keepComment() }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if at("/*") {
                depth += 1
                keepComment()
            } else if at("*/") {
                depth -= 1
                keepComment()
            }
            keepComment()
        } while depth > 0 && index < bytes.count
    }

    private func stringOpening() -> (hashes: Int, quotes: Int)? {
        var position = index
        while position < bytes.count && bytes[position] == UInt8(ascii: "#") { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
        return (position - index, matches("\"\"\"", position) ? 3 : 1)
    }

    /// A slash begins a regex where a value may begin, when the line has another one.
    private func bareRegexEnd() -> Int? {
        guard at("/"), index + 1 < bytes.count, !" \t\n/*".utf8.contains(bytes[index + 1]) else { return nil }
        let before = code.reversed().first { $0 != 0x20 && $0 != 0x0A }
        if let before, !"(,=:[!&|?{};>".utf8.contains(before) { return nil }
        var position = index + 1
        while position < bytes.count && bytes[position] != 0x0A {
            if bytes[position] == UInt8(ascii: "\\") {
                position += 2
                continue
            }
            if bytes[position] == UInt8(ascii: "/") { return position + 1 }
            position += 1
        }
        return nil
    }

    private func at(_ text: String) -> Bool { matches(text, index) }

    private func matches(_ text: String, _ position: Int) -> Bool {
        var position = position
        for byte in text.utf8 {
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
        }
        return true
    }

    private func find(_ text: String, from start: Int) -> Int? {
        (start..<max(start, bytes.count)).first { matches(text, $0) }
    }

    private mutating func keep(_ count: Int) {
        for _ in 0..<count where index < bytes.count {
            let byte = bytes[index]
            code.append(byte)
            comments.append(byte == 0x0A ? byte : 0x20)
            index += 1
        }
    }

    private mutating func blank(upTo end: Int) {
        while index < min(end, bytes.count) {
            let byte: UInt8 = bytes[index] == 0x0A ? 0x0A : 0x20
            code.append(byte)
            comments.append(byte)
            index += 1
        }
    }

    private mutating func keepComment() {
        guard index < bytes.count else { return }
        let byte = bytes[index]
        comments.append(byte)
        code.append(byte == 0x0A ? byte : 0x20)
        index += 1
    }
}
