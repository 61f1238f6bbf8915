import EventLoop
import Redis

/// Looks into the room's Redis while the crowd comes: a sample each 100 ms, and the audit's records as they
/// are written.
final class RoomWatch {
    /// The samples, oldest first.
    private(set) var samples: [RoomSample] = []
    /// The admissions in Redis' order.
    private(set) var trail = AuditTrail()
    /// What the audit counted; nil when the gateways don't audit.
    private(set) var audit: AuditSummary?
    /// Samples that Redis did not answer.
    private(set) var missed = 0

    private let client: RedisClient
    private let reactor: Reactor
    private let stateKey: String
    private let keys: [String]
    private let calledKey: String
    private let logKey: String
    private var logPosition = "-"
    private var isStopped = false
    private var isReading = false
    private let crowd: () -> (looking: Int, told: Int)

    /// The room as one script sees it: no rule of the product is asked for what it says of itself.
    private static let look = """
        local s = redis.call('HMGET', KEYS[1], 'offset', 'capacity', 'rate', 'issued', 'serving', 'entered',
            'audit_checks', 'audit_broken', 'audit_open', 'audit_peak', 'audit_overtaken', 'tokens', 'last')
        local t = redis.call('TIME')
        local clock = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
        local now, rate = clock + tonumber(s[1] or 0), tonumber(s[3] or 0)
        local open = redis.call('ZCOUNT', KEYS[2], string.format('(%.0f', now), '+inf')
        local reply = { clock, open, redis.call('ZCARD', KEYS[3]) }
        for j = 2, 11 do reply[#reply + 1] = s[j] or '' end
        local since = math.max(0, math.min(2000, now - tonumber(s[13] or now)))
        reply[14] = tostring(math.min(1 + 2 * rate, tonumber(s[12] or 0) + rate * since / 1000))
        return reply
        """

    /// Whom the room counts on, and what that takes.
    private static let called = """
        return { tonumber(redis.call('HGET', KEYS[1], 'serving') or 0), redis.call('ZCARD', KEYS[2]),
            redis.call('MEMORY', 'USAGE', KEYS[2], 'SAMPLES', '0') or 0 }
        """

    /// A watch on a room that has not begun; `crowd` says how many visitors wait and look, and how many have
    /// been told that they are in.
    init(
        _ room: String, client: RedisClient, reactor: Reactor,
        crowd: @escaping () -> (looking: Int, told: Int)
    ) {
        self.client = client
        self.reactor = reactor
        self.crowd = crowd
        let prefix = "sluice:{\(room)}:"
        stateKey = prefix + "state"
        keys = [stateKey, prefix + "active", prefix + "door"]
        calledKey = prefix + "called"
        logKey = prefix + "log"
    }

    /// Begins; what stands in the log by now is not this rehearsal's.
    func start() {
        var arguments = RedisArguments()
        for word in ["XREVRANGE", logKey, "+", "-", "COUNT", "1"] { arguments.append(string: word) }
        client.send(arguments) { [weak self] result in
            guard let self else { return }
            if case .success(let reply) = result, let last = reply.elements?.first?.elements?.first?.text {
                logPosition = "(" + last
            }
            tick()
        }
    }

    /// Takes a last sample and the last records, then calls back.
    func finish(_ done: @escaping () -> Void) {
        isStopped = true
        sample { [self] in readLog(done) }
    }

    /// Asks for the server's own counts, and for those of the room.
    func serverUse(_ done: @escaping (ServerUse?) -> Void) {
        var arguments = RedisArguments()
        for word in ["INFO", "everything"] { arguments.append(string: word) }
        client.send(arguments) { [self] result in
            guard case .success(let reply) = result, let text = reply.text else { return done(nil) }
            addCalled(to: ServerUse(info: text), done)
        }
    }

    private func addCalled(to use: ServerUse, _ done: @escaping (ServerUse?) -> Void) {
        var arguments = RedisArguments()
        for word in ["EVAL", Self.called, "2", stateKey, calledKey] { arguments.append(string: word) }
        client.send(arguments) { result in
            guard case .success(let reply) = result, let counts = reply.elements, counts.count == 3 else {
                return done(nil)
            }
            var use = use
            use.serving = Int(counts[0].integerValue ?? 0)
            use.called = Int(counts[1].integerValue ?? 0)
            use.calledMemory = Int(counts[2].integerValue ?? 0)
            done(use)
        }
    }

    private func tick() {
        if isStopped { return }
        sample {}
        if samples.count % 4 == 0, !isReading {
            isReading = true
            readLog { [weak self] in self?.isReading = false }
        }
        reactor.after(.milliseconds(100)) { [weak self] in self?.tick() }
    }

    private func sample(_ done: @escaping () -> Void) {
        var arguments = RedisArguments()
        for word in ["EVAL", Self.look, "3"] + keys { arguments.append(string: word) }
        client.send(arguments) { [weak self] result in
            if case .success(let reply) = result, let elements = reply.elements, elements.count == 14 {
                self?.take(elements)
            } else {
                self?.missed += 1
            }
            done()
        }
    }

    private func take(_ elements: [RedisReply]) {
        func whole(_ index: Int) -> Int { Int(elements[index].integerValue ?? 0) }
        func fraction(_ index: Int) -> Double { Double(elements[index].text ?? "") ?? 0 }
        let (looking, told) = crowd()
        samples.append(
            RoomSample(
                clock: elements[0].integerValue ?? 0, open: whole(1), capacity: whole(3), rate: fraction(4),
                issued: whole(5), serving: whole(6), door: whole(2), entered: whole(7), tokens: fraction(13),
                looking: looking, told: told))
        if elements[8].text?.isEmpty == false {
            audit = AuditSummary(
                checks: whole(8), broken: whole(9), overtaken: whole(12), open: whole(10), peak: fraction(11))
        }
    }

    /// Reads the log on from where it was read to, a thousand entries a call.
    private func readLog(_ done: @escaping () -> Void) {
        var arguments = RedisArguments()
        for word in ["XRANGE", logKey, logPosition, "+", "COUNT", "1000"] { arguments.append(string: word) }
        client.send(arguments) { [weak self] result in
            guard let self, case .success(let reply) = result, let entries = reply.elements, !entries.isEmpty
            else { return done() }
            for entry in entries { take(logEntry: entry) }
            readLog(done)
        }
    }

    private func take(logEntry entry: RedisReply) {
        guard let parts = entry.elements, parts.count == 2, let identifier = parts[0].text else { return }
        logPosition = "(" + identifier
        let words = parts[1].elements?.map { $0.text ?? "" } ?? []
        var fields: [String: String] = [:]
        for index in stride(from: 0, to: words.count - 1, by: 2) { fields[words[index]] = words[index + 1] }
        _ = trail.add(fields: fields)
    }
}
