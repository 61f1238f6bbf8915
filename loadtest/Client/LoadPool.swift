import EventLoop

/// The connections to one gateway: a bounded number for any number of visitors.
///
/// A request that finds all of them busy waits in order. It never holds an arrival back: the waits show in
/// the counts.
final class LoadPool<Purpose> {
    /// Where the gateway listens.
    let address: SocketAddress
    /// How long an answer may take.
    let timeout: TimeoutLists.Length
    /// How many connections were opened since the start.
    private(set) var opened = 0
    /// The most requests that waited for a connection at once.
    private(set) var longestQueue = 0
    /// Until when nothing is sent there, after it took no connection.
    private(set) var restsUntil = LoopInstant(nanoseconds: 0)

    private let reactor: Reactor
    private let maximum: Int
    private unowned let taker: any AnswerTaker<Purpose>
    private var connections: [ObjectIdentifier: LoadConnection<Purpose>] = [:]
    private var idle: [LoadConnection<Purpose>] = []
    private var queue: [LoadRequest<Purpose>] = []
    private var queueStart = 0
    private var isAnswering = false

    /// A pool without connections.
    init(
        to address: SocketAddress, maximum: Int, timeout: TimeoutLists.Length, reactor: Reactor,
        taker: any AnswerTaker<Purpose>
    ) {
        self.address = address
        self.maximum = max(1, maximum)
        self.timeout = timeout
        self.reactor = reactor
        self.taker = taker
    }

    /// How many requests wait for a connection.
    var waiting: Int { queue.count - queueStart }

    /// Sends a request on a kept, a new or the next free connection.
    func send(_ request: LoadRequest<Purpose>) {
        if let connection = idle.popLast() {
            start(request, on: connection)
        } else if connections.count < maximum, !isAnswering {
            open(for: request)
        } else {
            queue.append(request)
            longestQueue = max(longestQueue, waiting)
        }
    }

    private func start(_ request: LoadRequest<Purpose>, on connection: LoadConnection<Purpose>) {
        connection.start(request) { taker.write(request, into: &$0) }
    }

    private func open(for request: LoadRequest<Purpose>) {
        do throws(SystemError) {
            let connection = try LoadConnection<Purpose>(to: address, pool: self, reactor: reactor)
            connections[ObjectIdentifier(connection)] = connection
            opened += 1
            start(request, on: connection)
        } catch {
            rest()
            taker.failed(request)
        }
    }

    /// Hands an answer on.
    func answered(_ request: LoadRequest<Purpose>, by connection: LoadConnection<Purpose>, keep: Bool) {
        // The connection is free in a moment: what the answer leads to waits for it, not for a new one.
        isAnswering = keep
        taker.answered(request, by: connection)
        isAnswering = false
    }

    /// Takes a connection back after an answer.
    func released(_ connection: LoadConnection<Purpose>, keep: Bool) {
        if !keep {
            connections[ObjectIdentifier(connection)] = nil
            if let next = nextWaiting() { send(next) }
        } else if let next = nextWaiting() {
            start(next, on: connection)
        } else {
            idle.append(connection)
        }
    }

    /// A connection ended by itself, perhaps with a request under way.
    func ended(_ connection: LoadConnection<Purpose>, with request: LoadRequest<Purpose>?) {
        connections[ObjectIdentifier(connection)] = nil
        idle.removeAll { $0 === connection }
        if let request {
            rest()
            taker.failed(request)
            // Whoever waits here would meet the same: they may go to another gateway.
            let waiting = queue[queueStart...]
            queue = []
            queueStart = 0
            for request in waiting { taker.failed(request) }
        }
    }

    private func rest() {
        restsUntil = reactor.now.advanced(by: .milliseconds(500))
    }

    private func nextWaiting() -> LoadRequest<Purpose>? {
        guard queueStart < queue.count else { return nil }
        let request = queue[queueStart]
        queueStart += 1
        if queueStart == queue.count {
            queue.removeAll(keepingCapacity: true)
            queueStart = 0
        } else if queueStart > 4096 {
            queue.removeFirst(queueStart)
            queueStart = 0
        }
        return request
    }

    /// Closes everything.
    func close() {
        for connection in connections.values { connection.close() }
        connections = [:]
        idle = []
    }
}
