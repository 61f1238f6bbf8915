import Bytes
import EventLoop
import HTTP
import HTTPServer
import Synchronization

/// A site behind the gateway: it notes what it gets and has a path for each thing that a site may do.
final class SampleUpstream: HTTPService {
    /// What reached the site.
    struct Seen: Sendable {
        let line: String
        let fields: [String]
        let bodyBytes: Int

        /// The values of a field by its lower-case name.
        func values(_ name: String) -> [String] {
            fields.filter { $0.lowercased().hasPrefix(name + ":") }
                .map { String($0.dropFirst(name.utf8.count + 1).drop { $0 == " " }) }
        }
    }

    /// The requests so far, for any thread.
    final class Book: Sendable {
        private let pages = Mutex<[Seen]>([])

        var all: [Seen] { pages.withLock { $0 } }
        var last: Seen? { all.last }
        func add(_ seen: Seen) { pages.withLock { $0.append(seen) } }
    }

    private let book: Book

    init(_ book: Book) {
        self.book = book
    }

    func answer(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) -> ImmediateAnswer {
        .needsRunner
    }

    func respond(to exchange: Exchange) async {
        let head = exchange.head
        let target = head.string(head.targetRange)
        var count = 0
        var sink = ByteBuffer()
        while (try? await exchange.readBody(into: &sink)) == true {
            count += sink.count
            sink.removeAll()
        }
        let fields = (0..<head.fieldCount).map { index in
            let field = head.field(at: index)
            return head.string(field.name) + ": " + head.string(field.value)
        }
        book.add(Seen(line: head.string(head.methodRange) + " " + target, fields: fields, bodyBytes: count))
        exchange.output.append("HTTP/1.1 200 OK\r\nServer: site\r\n")
        if target == "/end" { exchange.output.append("Sluice-Session: end\r\n") }
        if target == "/public" { exchange.output.append("Cache-Control: public, max-age=600\r\n") }
        guard let query = head.queryRange, let size = Int(head.string(query)), size > 0 else {
            exchange.output.append("Content-Length: 4\r\n\r\n")
            if head.method != .head { exchange.output.append("site") }
            return
        }
        exchange.output.append(string: "Content-Length: \(size)\r\n\r\n")
        var left = size
        while left > 0 {
            let piece = min(left, 65_536)
            exchange.output.append([UInt8](repeating: 0x78, count: piece))
            left -= piece
            if (try? await exchange.flush()) == nil { return }
        }
    }

    func refuse(_ refusal: Refusal, into out: inout ByteBuffer) {
        out.append("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    }
}
