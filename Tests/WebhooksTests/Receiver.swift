import Synchronization
import TestKit

/// Somebody's server that takes webhooks: answers as a script says, and keeps what came.
final class Receiver: Sendable {
    /// One request as it came.
    struct Message: Sendable {
        let head: String
        let body: [UInt8]

        /// The value of a field.
        func field(_ name: String) -> String? {
            Self.field(name, of: head)
        }

        static func field(_ name: String, of head: String) -> String? {
            let lines = head.split(separator: "\r\n").dropFirst()
            return lines.first { $0.lowercased().hasPrefix(name + ":") }
                .map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
        }
    }

    private let server: RawServer
    private let content: Messages

    private final class Messages: Sendable {
        let all = Mutex<[Message]>([])
    }

    /// `answers` are status lines with fields, one after the other; the last one stays.
    init(_ answers: [String]) {
        let content = Messages()
        self.content = content
        server = RawServer { client, number in
            let head = try client.read(until: "\r\n\r\n")
            let length = Message.field("content-length", of: head).flatMap { Int($0) } ?? 0
            let body = try client.read(count: length)
            content.all.withLock { $0.append(Message(head: head, body: body)) }
            let answer = answers[min(number, answers.count - 1)]
            try client.send("HTTP/1.1 \(answer)\r\nContent-Length: 0\r\n\r\n")
        }
    }

    var messages: [Message] { content.all.withLock { $0 } }

    var url: String { "http://127.0.0.1:\(server.port)/hooks?x=1" }
}
