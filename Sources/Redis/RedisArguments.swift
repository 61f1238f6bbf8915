import Bytes

/// The arguments of one command as RESP, written straight into one reusable buffer.
///
/// No strings and no allocation after the buffer has grown. For a script the keys come first, then the
/// arguments. RESP2: each argument is `$`, its length, CRLF, its bytes, CRLF.
package struct RedisArguments: ~Copyable {
    /// How many arguments there are.
    package private(set) var count = 0
    var buffer: ByteBuffer

    /// No arguments; `capacity` bytes are reserved at once.
    package init(capacity: Int = 0) {
        buffer = ByteBuffer(capacity: capacity)
    }

    /// How many bytes the arguments have in RESP.
    package var byteCount: Int { buffer.count }

    /// Forgets all arguments and keeps the memory.
    package mutating func removeAll() {
        buffer.removeAll()
        count = 0
    }

    /// Appends a literal.
    package mutating func append(_ literal: StaticString) {
        begin(literal.utf8CodeUnitCount)
        buffer.append(literal)
        end()
    }

    /// Appends the bytes of a span.
    package mutating func append(_ bytes: RawSpan) {
        begin(bytes.byteCount)
        buffer.append(bytes)
        end()
    }

    /// Appends an array of bytes.
    package mutating func append(_ bytes: [UInt8]) {
        begin(bytes.count)
        buffer.append(bytes)
        end()
    }

    /// Appends a string's UTF-8; not for the hot path.
    package mutating func append(string: String) {
        begin(string.utf8.count)
        buffer.append(string: string)
        end()
    }

    /// Appends a number in decimal digits.
    package mutating func append(_ number: Int) {
        begin(Self.decimalLength(number))
        buffer.append(decimal: number)
        end()
    }

    /// Appends one written-out argument.
    package mutating func append(word: RedisArgument) {
        switch word {
        case .text(let text): append(string: text)
        case .bytes(let bytes): append(bytes)
        case .integer(let number): append(number)
        }
    }

    private mutating func begin(_ length: Int) {
        buffer.append(UInt8(ascii: "$"))
        buffer.append(decimal: length)
        buffer.append("\r\n")
        count += 1
    }

    private mutating func end() {
        buffer.append("\r\n")
    }

    static func decimalLength(_ number: Int) -> Int {
        var length = number < 0 ? 2 : 1
        var rest = number.magnitude
        while rest >= 10 {
            rest /= 10
            length += 1
        }
        return length
    }
}

extension RedisArguments {
    /// Appends the arguments as a whole command.
    borrowing func writeCommand(into command: inout ByteBuffer) {
        command.append(UInt8(ascii: "*"))
        command.append(decimal: count)
        command.append("\r\n")
        buffer.withReadable { command.append($0) }
    }

    /// Appends `EVALSHA digest keys` with the arguments as a whole command.
    borrowing func writeEvaluation(of script: RedisScript, keys: Int, into command: inout ByteBuffer) {
        command.append(UInt8(ascii: "*"))
        command.append(decimal: count + 3)
        command.append("\r\n$7\r\nEVALSHA\r\n$40\r\n")
        command.append(script.digest)
        command.append("\r\n$")
        command.append(decimal: Self.decimalLength(keys))
        command.append("\r\n")
        command.append(decimal: keys)
        command.append("\r\n")
        buffer.withReadable { command.append($0) }
    }
}
