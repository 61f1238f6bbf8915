package import HTTPServer
internal import Bytes
internal import EventLoop
internal import HTTP

/// Sends the same events to everybody who listens to one topic on one loop.
///
/// Bounded: so many listeners, and each that does not take its bytes is closed by the server. A comment every
/// fifteen seconds keeps connections alive through proxies.
package final class EventChannel: ServiceEventSource {
    /// What a listener is sent first.
    package var greeting: () -> [UInt8] = { [] }
    /// How many listen.
    package var count: Int { streams.count }
    /// Called when the last listener has left.
    package var onEmpty: () -> Void = {}

    private let reactor: Reactor
    private let maximum: Int
    private var streams: [ObjectIdentifier: EventStream] = [:]
    private var isBeating = false

    /// A channel of a loop without listeners.
    package init(_ context: ServiceContext, maximum: Int = 4096) {
        reactor = context.reactor
        self.maximum = maximum
    }

    /// Whether no more listeners are taken.
    package var isFull: Bool { streams.count >= maximum }

    /// Sends bytes to all listeners: whole events, such as `ServerEvent.bytes`.
    package func send(_ bytes: [UInt8]) {
        for stream in Array(streams.values) { stream.send { $0.append(bytes) } }
    }

    /// Ends all streams; browsers come back after a while.
    package func end() {
        let all = streams.values
        streams = [:]
        for stream in all { stream.end { _ in } }
    }

    /// Takes a listener and greets it.
    package func streamOpened(_ stream: EventStream) {
        streams[ObjectIdentifier(stream)] = stream
        let first = greeting()
        stream.send { out in
            out.append("retry: ")
            out.append(decimal: Int.random(in: 2000...8000))
            out.append("\n\n")
            out.append(first)
        }
        beat()
    }

    /// Forgets a listener.
    package func streamClosed(_ stream: EventStream) {
        streams[ObjectIdentifier(stream)] = nil
        if streams.isEmpty { onEmpty() }
    }

    private func beat() {
        guard !isBeating else { return }
        isBeating = true
        reactor.after(.seconds(15)) { [weak self] in
            guard let self else { return }
            isBeating = false
            guard !streams.isEmpty else { return }
            send(Array(":\n\n".utf8))
            beat()
        }
    }
}
