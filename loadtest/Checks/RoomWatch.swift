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
    private let logKey: String
    private var logPosition = "-"
    private var isStopped = false
    private var isReading = false
    private let looking: () -> Int

    /// The room as one script sees it: no rule of the product is asked for what it says of itself.
    private static let look = """
        local s = redis.call('HMGET', KEYS[1], 'offset', 'capacity', 'rate', 'issued', 'serving', 'entered',
            'audit_checks', 'audit_broken', 'audit_open', 'audit_peak')
        local t = redis.call('TIME')
        local clock = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
        local now = string.format('(%.0f', clock + tonumber(s[1] or 0))
        local reply = { clock, redis.call('ZCOUNT', KEYS[2], now, '+inf'), redis.call('ZCARD', KEYS[3]) }
        for j = 2, 10 do reply[#reply + 1] = s[j] or '' end
        return reply
        """

    /// A watch on a room that has not begun; `looking` says how many visitors wait and look.
    init(_ room: String, client: RedisClient, reactor: Reactor, looking: @escaping () -> Int) {
        self.client = client
        self.reactor = reactor
        self.looking = looking
        let prefix = "sluice:{\(room)}:"
        stateKey = prefix + "state"
        keys = [stateKey, prefix + "active", prefix + "door"]
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

    /// Asks for the server's own counts.
    func serverUse(_ done: @escaping (ServerUse?) -> Void) {
        var arguments = RedisArguments()
        for word in ["INFO", "everything"] { arguments.append(string: word) }
        client.send(arguments) { result in
            guard case .success(let reply) = result, let text = reply.text else { return done(nil) }
            done(ServerUse(info: text))
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
            if case .success(let reply) = result, let elements = reply.elements, elements.count == 12 {
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
        samples.append(
            RoomSample(
                clock: elements[0].integerValue ?? 0, open: whole(1), capacity: whole(3), rate: fraction(4),
                issued: whole(5), serving: whole(6), door: whole(2), entered: whole(7), looking: looking()))
        if elements[8].text?.isEmpty == false {
            audit = AuditSummary(
                checks: whole(8), broken: whole(9), open: whole(10), peak: fraction(11))
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
