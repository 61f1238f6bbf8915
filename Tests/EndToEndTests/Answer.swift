import Foundation

/// A response, read whole.
struct Answer {
    let status: Int
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    func field(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The value of a cookie that the response sets.
    func cookie(_ name: String) -> String? {
        for field in fields where field.name.lowercased() == "set-cookie" && field.value.hasPrefix(name + "=")
        {
            return String(field.value.dropFirst(name.count + 1).prefix { $0 != ";" })
        }
        return nil
    }

    /// The body as a JSON object.
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
    }

    func string(_ name: String) -> String? { json[name] as? String }
    func number(_ name: String) -> Int? { json[name] as? Int }

    /// Reads one response from a wire.
    static func read(_ wire: Wire, isHead: Bool = false) throws -> Answer {
        var bytes: [UInt8] = []
        var end: Int?
        while end == nil {
            let more = wire.read()
            if more.isEmpty {
                throw Broken("no answer: \(String(decoding: bytes.prefix(200), as: UTF8.self))")
            }
            bytes += more
            end = Self.headEnd(bytes)
        }
        let head = String(decoding: bytes[..<(end ?? 0)], as: UTF8.self).components(separatedBy: "\r\n")
        var rest = Array(bytes[((end ?? 0) + 4)...])
        let fields = head.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (
                name: String(parts.first ?? ""),
                value: parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            )
        }
        let status = Int(head[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        let length = fields.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) }
        let isChunked = fields.contains { $0.name.lowercased() == "transfer-encoding" }
        var body: [UInt8] = []
        if isHead || status == 204 || status == 304 {
            wire.unread(rest)
        } else if isChunked {
            body = try Self.chunks(wire, rest)
        } else if let length {
            while rest.count < length {
                let more = wire.read()
                if more.isEmpty { throw Broken("the body ended after \(rest.count) of \(length) bytes") }
                rest += more
            }
            body = Array(rest[..<length])
            wire.unread(rest[length...])
        } else {
            body = rest + wire.readToEnd()
        }
        return Answer(status: status, fields: fields, body: body)
    }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (0...(bytes.count - 4)).first { bytes[$0..<($0 + 4)].elementsEqual([13, 10, 13, 10]) }
    }

    private static func chunks(_ wire: Wire, _ start: [UInt8]) throws -> [UInt8] {
        wire.unread(start)
        var body: [UInt8] = []
        while true {
            let size = Int(try line(wire), radix: 16) ?? -1
            if size < 0 { throw Broken("a bad chunk size") }
            var chunk: [UInt8] = []
            while chunk.count < size + 2 {
                let more = wire.read()
                if more.isEmpty { throw Broken("a chunk ended early") }
                chunk += more
            }
            wire.unread(chunk[(size + 2)...])
            if size == 0 { return body }
            body += chunk[..<size]
        }
    }

    private static func line(_ wire: Wire) throws -> String {
        var bytes: [UInt8] = []
        while true {
            if let end = bytes.indices.dropLast().first(where: { bytes[$0] == 13 && bytes[$0 + 1] == 10 }) {
                wire.unread(bytes[(end + 2)...])
                return String(decoding: bytes[..<end], as: UTF8.self)
            }
            let more = wire.read()
            if more.isEmpty { throw Broken("a line ended early") }
            bytes += more
        }
    }
}
