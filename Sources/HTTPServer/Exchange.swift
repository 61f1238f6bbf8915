package import Bytes
package import EventLoop
package import HTTP

/// One request and its response on a runner: read the body, append to `output`, flush, return.
///
/// Reused by the loop. After `respond` returns, the server sends what is left in `output` and reads on; when
/// nothing was ever appended, or `closes` is set, the connection ends.
package final class Exchange: LoopWork {
    /// The request's head.
    package internal(set) var head = RequestHead()
    /// Response bytes that are not sent yet; `flush` sends them, and so does the end of the handler.
    package var output = ByteBuffer()
    /// Whether the connection ends with this response, which then must say so.
    package var closes = false
    /// The status of the response, as the handler notes it for logs and metrics.
    package var status = 0
    /// The loop's descriptors and timers.
    package let reactor: Reactor

    var connection: ServerConnection?
    var ticket: RunnerPool.Ticket?
    var body = BodyDecoder(.none)
    var bodyBytes = 0
    let parking: Parking
    private var reads: UInt8 = 0
    private var sentBytes = 0
    private var sending = ClientPace()
    private var receiving = ClientPace()
    /// Whether the handler waits for bytes of the body, or goes on with them in this turn.
    private var isReading = false
    private var owesContinue = false
    private var hasWritten = false

    init(_ reactor: Reactor) {
        self.reactor = reactor
        parking = Parking(reactor)
    }

    func begin(on connection: ServerConnection) {
        self.connection = connection
        closes = connection.closesAfterResponse
        body = BodyDecoder(head.framing, limits: connection.server.limits.head)
        owesContinue = head.expectsContinue && !bodyIsComplete
        parking.clear()
    }

    func reset() {
        connection = nil
        ticket = nil
        body = BodyDecoder(.none)
        bodyBytes = 0
        sentBytes = 0
        sending = ClientPace()
        receiving = ClientPace()
        closes = false
        owesContinue = false
        hasWritten = false
        // Small buffers stay, so that the next request allocates nothing.
        if output.allocatedBytes > 16 * 1024 { output.releaseMemory() } else { output.removeAll() }
        if head.allocatedBytes > 8 * 1024 { head.releaseMemory() }
    }

    /// Who is connected (a proxy, perhaps).
    package var peer: SocketAddress { connection?.peer ?? .unix("") }

    /// Whether the client is gone; waits end with an error then.
    package var isGone: Bool { connection.map { $0.state == .closed } ?? true }

    /// Whether the whole request body was read.
    package var bodyIsComplete: Bool { body.isComplete }

    /// Serves the exchange and hands the connection back.
    package func perform() async {
        guard let connection else { return }
        if connection.state != .closed { await connection.server.service.respond(to: self) }
        await finish(connection)
        self.connection = nil
        connection.exchangeEnded(self, keepsAlive: !closes)
    }

    private func finish(_ connection: ServerConnection) async {
        do throws(ExchangeError) {
            if !hasWritten, output.isEmpty { closes = true }
            try await flush()
            if !bodyIsComplete { try await dropBody() }
        } catch {
            closes = true
        }
    }

    /// A body that nobody wanted is read to its end when that is cheap, else the connection closes.
    private func dropBody() async throws(ExchangeError) {
        if owesContinue || closes {
            closes = true
            return
        }
        var sink = ByteBuffer()
        var dropped = 0
        while try await readBody(into: &sink) {
            dropped += sink.count
            sink.removeAll()
            if dropped > 64 * 1024 {
                closes = true
                return
            }
        }
    }

    // MARK: Sending

    /// Sends all of `output`, waiting for a slow client as long as the limits allow.
    package func flush() async throws(ExchangeError) {
        var isTimed = false
        while try !sendSome(&isTimed) {
            let connection = try alive()
            // Only progress starts the time anew, not the bytes that a client sends without reading any.
            if !isTimed { reactor.setTimeout(connection.descriptor, connection.server.bodyTimeout) }
            isTimed = true
            do throws(ExchangeError) {
                if sending.isTooSlow(bytes: sentBytes, connection.server.limits) { throw .clientStalled }
                let began = reactor.now
                try await waitForConnection(connection)
                sending.waited(reactor.now.since(began))
            } catch {
                // Nothing more can be told to a client that takes nothing.
                if error == .clientStalled { connection.close() }
                throw error
            }
        }
        if isTimed, let connection { reactor.clearTimeout(connection.descriptor) }
    }

    /// Sends what the socket takes; true when all is sent.
    private func sendSome(_ isTimed: inout Bool) throws(ExchangeError) -> Bool {
        let connection = try alive()
        guard connection.output.isEmpty else { return false }
        while !output.isEmpty {
            hasWritten = true
            switch output.withUnsafeReadable({ SystemCall.write(connection.descriptor, $0) }) {
            case .moved(let count):
                output.consume(count)
                sentBytes += count
                if isTimed { reactor.setTimeout(connection.descriptor, connection.server.bodyTimeout) }
            case .wouldBlock:
                return false
            case .failed:
                connection.close()
                throw .clientGone
            }
        }
        return true
    }

    // MARK: Receiving

    /// Appends the next decoded bytes of the body; false at its end.
    ///
    /// Asks for the body first (`100 Continue`) if the client waits for that.
    package func readBody(into sink: inout ByteBuffer) async throws(ExchangeError) -> Bool {
        if owesContinue { try await sendContinue() }
        while true {
            if bodyIsComplete { return false }
            let connection = try alive()
            if !connection.input.isEmpty {
                let before = sink.count
                try decodeBody(connection, into: &sink)
                if sink.count > before {
                    bodyBytes += sink.count - before
                    return true
                }
                if bodyIsComplete { return false }
            }
            if connection.mayRead {
                guard connection.receiveBody() else { throw .clientGone }
                // A client that sends faster than we read leaves others their turn.
                reads &+= 1
                if reads % 8 == 0 { await Task.yield() }
            } else {
                if receiving.isTooSlow(bytes: bodyBytes, connection.server.limits) {
                    closes = true
                    throw .clientStalled
                }
                reactor.setTimeout(connection.descriptor, connection.server.bodyTimeout)
                isReading = true
                defer { isReading = false }
                let began = reactor.now
                try await waitForConnection(connection)
                reactor.clearTimeout(connection.descriptor)
                receiving.waited(reactor.now.since(began))
            }
        }
    }

    /// Tells the client to send its body, unless a response has begun: that says what it should do.
    private func sendContinue() async throws(ExchangeError) {
        owesContinue = false
        if hasWritten { return }
        var response = ByteBuffer()
        swap(&response, &output)
        output.append("HTTP/1.1 100 Continue\r\n\r\n")
        try await flush()
        hasWritten = false
        swap(&response, &output)
    }

    /// Appends the whole body; more than `limit` bytes is an error.
    package func readWholeBody(into sink: inout ByteBuffer, limit: Int) async throws(ExchangeError) {
        if case .length(let length) = head.framing, length > limit { throw .bodyTooLarge }
        while try await readBody(into: &sink) {
            if sink.count > limit { throw .bodyTooLarge }
        }
    }

    private func decodeBody(
        _ connection: ServerConnection, into sink: inout ByteBuffer
    ) throws(ExchangeError) {
        var consumed = 0
        let isValid = connection.input.withReadable { bytes in
            body.decode(bytes, into: &sink, consumed: &consumed)
        }
        connection.input.consume(consumed)
        if !isValid {
            closes = true
            throw .malformedBody
        }
    }

    // MARK: Waiting

    private func alive() throws(ExchangeError) -> ServerConnection {
        guard let connection, connection.state != .closed else { throw .clientGone }
        return connection
    }

    private func waitForConnection(_ connection: ServerConnection) async throws(ExchangeError) {
        let wake = await parking.park()
        if connection.state == .closed { throw .clientGone }
        switch wake {
        case .ready: return
        case .timedOut:
            closes = true
            throw .clientStalled
        case .cancelled: throw .clientGone
        }
    }

    /// Whether the handler waits for its client.
    var isWaiting: Bool { parking.isOccupied }

    func connectionReady() {
        if parking.isOccupied { parking.wake() }
    }

    /// The client's time is over; true when a handler was told, or has just got what it waited for.
    func stalled() -> Bool {
        guard parking.isOccupied else { return isReading }
        parking.wake(.timedOut)
        return true
    }

    func connectionClosed() {
        if let ticket { reactor.runners.cancel(ticket) }
    }
}
