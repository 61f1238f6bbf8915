import Bytes
import EventLoop
import HTTP
import HTTPServer
import TestKit

/// A service with one path for each way in which a server can be used; it notes what happens to its handlers.
final class TestService: HTTPService, EventStreamListener {
    let reactor: Reactor
    let notes: Notes
    /// The promises that were taken, in order.
    var promises: [DeferredReply] = []
    var streams: [EventStream] = []
    /// Where `/gate` waits; opened by the test.
    let gate: Parking
    /// Bytes that `/download` has handed over.
    var handedOver = 0
    var largestBuffer = 0
    /// How many requests came to `answer`.
    var asked = 0

    init(_ reactor: Reactor, notes: Notes) {
        self.reactor = reactor
        self.notes = notes
        gate = Parking(reactor)
    }

    func answer(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) -> ImmediateAnswer {
        asked += 1
        let path = request.head.string(request.head.pathRange)
        switch path {
        case "/":
            Self.write("hello", closes: request.closes, isHead: request.head.method == .head, to: &out)
            return .answered
        case "/big":
            let query = request.head.queryRange.map { request.head.string($0) } ?? ""
            let count = Int(query) ?? 0
            out.append(string: "HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\n\r\n")
            out.append([UInt8](repeating: 0x78, count: count))
            return .answered
        case "/close":
            Self.write("bye", closes: true, to: &out)
            return .answeredAndClose
        case "/later":
            promises.append(request.deferReply())
            notes.add("promised")
            return .deferred
        case "/at-once":
            let reply = request.deferReply()
            reply.complete { Self.write("early", closes: false, to: &$0) }
            return .deferred
        case "/fulfil":
            // Completes others' promises while it answers: what a failing store does.
            keepPromises()
            for stream in streams { stream.send { $0.append("data: all\n\n") } }
            Self.write("fulfilled", closes: request.closes, to: &out)
            return .answered
        case "/events":
            streams.append(request.openStream(self))
            out.append("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            notes.add("stream")
            return .stream
        default:
            return .needsRunner
        }
    }

    func refuse(_ refusal: Refusal, into out: inout ByteBuffer) {
        let status =
            switch refusal {
            case .malformed(let error): error.status
            case .headTimeout: 408
            case .overloaded: 503
            }
        notes.add("refused \(status)")
        out.append(string: "HTTP/1.1 \(status) No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
    }

    func keepPromises() {
        for promise in promises {
            promise.complete { Self.write("kept", closes: promise.closes, to: &$0) }
        }
        promises.removeAll()
    }

    func streamClosed(_ stream: EventStream) {
        notes.add("stream closed \(stream.tag)")
        streams.removeAll { $0 === stream }
    }

    static func write(_ body: String, closes: Bool, isHead: Bool = false, to out: inout ByteBuffer) {
        out.append(string: "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n")
        if closes { out.append("Connection: close\r\n") }
        out.append("\r\n")
        if !isHead { out.append(string: body) }
    }
}
