import Glibc

/// A tiny blocking client of Redis for tests, on a plain Unix socket: no pipelining, no reconnecting.
package final class RedisTestClient {
    private let descriptor: CInt
    private var input: [UInt8] = []
    private var position = 0

    /// What can go wrong.
    package enum Failure: Error {
        /// A system call failed, or the server closed the connection.
        case broken(String)
    }

    /// Connects to a Unix socket.
    package init(path: String) throws(Failure) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .broken("socket") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // Sound: the copy is bounded by the field, whose last byte stays zero.
        withUnsafeMutableBytes(of: &address.sun_path) { field in
            for (index, byte) in bytes.prefix(field.count - 1).enumerated() { field[index] = byte }
        }
        // Sound: connect reads the address as long as the call lasts.
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // `deinit` closes it then: a second close could be of a descriptor that another test has got.
        if result != 0 { throw .broken("connect") }
    }

    deinit {
        close(descriptor)
    }

    /// Sends a command of texts and reads its answer.
    @discardableResult
    package func command(_ words: String...) throws(Failure) -> RedisTestValue {
        try command(words.map { Array($0.utf8) })
    }

    /// Sends a command and reads its answer.
    @discardableResult
    package func command(_ words: [[UInt8]]) throws(Failure) -> RedisTestValue {
        var output = Array("*\(words.count)\r\n".utf8)
        for word in words {
            output += Array("$\(word.count)\r\n".utf8)
            output += word
            output += [13, 10]
        }
        var sent = 0
        while sent < output.count {
            let count = output[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw .broken("send") }
            sent += count
        }
        return try value()
    }

    /// One field of INFO.
    package func info(_ field: String) throws(Failure) -> String? {
        let lines = try command("INFO").string?.split(separator: "\r\n") ?? []
        return lines.first { $0.hasPrefix(field + ":") }.map { String($0.dropFirst(field.count + 1)) }
    }

    private func value() throws(Failure) -> RedisTestValue {
        let line = try line()
        let rest = String(decoding: line.dropFirst(), as: UTF8.self)
        switch line.first {
        case UInt8(ascii: "+"): return .status(rest)
        case UInt8(ascii: "-"): return .error(rest)
        case UInt8(ascii: ":"): return .integer(Int64(rest) ?? 0)
        case UInt8(ascii: "$"):
            guard let count = Int(rest), count >= 0 else { return .null }
            let bytes = try bytes(count + 2)
            return .text(Array(bytes.dropLast(2)))
        case UInt8(ascii: "*"):
            guard let count = Int(rest), count >= 0 else { return .null }
            var values: [RedisTestValue] = []
            values.reserveCapacity(count)
            for _ in 0..<count { values.append(try value()) }
            return .array(values)
        default: throw .broken("not RESP")
        }
    }

    private func line() throws(Failure) -> ArraySlice<UInt8> {
        var end = position
        while true {
            while end + 1 < input.count {
                if input[end] == 13, input[end + 1] == 10 {
                    defer { position = end + 2 }
                    return input[position..<end]
                }
                end += 1
            }
            let consumed = position
            try fill()
            end -= consumed
        }
    }

    private func bytes(_ count: Int) throws(Failure) -> ArraySlice<UInt8> {
        while input.count - position < count { try fill() }
        defer { position += count }
        return input[position..<(position + count)]
    }

    /// Drops what was read and reads more.
    private func fill() throws(Failure) {
        input.removeFirst(position)
        position = 0
        let count = withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { buffer in
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { input.append(contentsOf: buffer[..<count]) }
            return count
        }
        guard count > 0 else { throw .broken("closed") }
    }
}
