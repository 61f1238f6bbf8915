import Glibc

/// One knock at a child's endpoint, without blocking: connect, ask, compare the beginning of the answer.
final class ProbeAttempt {
    /// What is known of the knock so far.
    enum Outcome: Equatable {
        case pending
        case yes
        case no
    }

    private enum Phase {
        case connecting
        case reading
    }

    private let socket: Descriptor
    private var phase = Phase.connecting
    private let request: [UInt8]
    private let beginning: [UInt8]
    private var answer: [UInt8] = []
    /// When the attempt has failed whatever comes.
    let deadline: ContinuousClock.Instant

    /// Begins to connect, or nil when that fails at once: nobody listens yet.
    init?(_ endpoint: ProbeEndpoint, request: String, beginning: String, deadline: ContinuousClock.Instant) {
        guard let address = SocketAddress(endpoint) else { return nil }
        let socket = Descriptor(Glibc.socket(address.family, address.kind, 0))
        guard socket.number >= 0 else { return nil }
        let status = address.withPointer { connect(socket.number, $0, $1) }
        guard status == 0 || errno == EINPROGRESS || errno == EAGAIN else { return nil }
        self.socket = socket
        self.request = Array(request.utf8)
        self.beginning = Array(beginning.utf8)
        self.deadline = deadline
    }

    /// What to poll for.
    var interest: pollfd {
        pollfd(fd: socket.number, events: Int16(phase == .connecting ? POLLOUT : POLLIN), revents: 0)
    }

    /// The socket is ready, or the deadline may have passed.
    func advance(ready: Bool, now: ContinuousClock.Instant) -> Outcome {
        if ready {
            let outcome = phase == .connecting ? connected() : answered()
            if outcome != .pending { return outcome }
        }
        return now >= deadline ? .no : .pending
    }

    private func connected() -> Outcome {
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(socket.number, SOL_SOCKET, SO_ERROR, &error, &length) == 0, error == 0
        else { return .no }
        if request.isEmpty && beginning.isEmpty { return .yes }
        // A request of some hundred bytes fits into the buffer of a new socket; what does not is a failed
        // attempt.
        guard send(socket.number, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { return .no }
        phase = .reading
        return .pending
    }

    private func answered() -> Outcome {
        var bytes: [UInt8] = Array(repeating: 0, count: 256)
        let got = recv(socket.number, &bytes, bytes.count, 0)
        if got < 0 { return errno == EAGAIN || errno == EINTR ? .pending : .no }
        answer += bytes.prefix(got)
        if answer.starts(with: beginning) { return .yes }
        return got > 0 && beginning.starts(with: answer) ? .pending : .no
    }
}
