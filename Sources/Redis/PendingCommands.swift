package import EventLoop

/// The commands that await their answer, oldest first, and when something must be done about them.
///
/// Answers come in the order of the commands, and all commands wait equally long, so both ends of a ring and
/// one cursor (how many of the oldest were given up) are all there is. No I/O and no clock: a test drives it
/// by hand.
package struct PendingCommands {
    private struct Entry {
        var completion: RedisClient.Completion?
        var sent: LoopInstant
    }

    /// What an answer belongs to.
    package enum Match {
        /// The oldest command, whose caller still waits.
        case waiting(RedisClient.Completion)
        /// The oldest command, whose caller was told that the time is over.
        case givenUp
        /// Nothing was asked.
        case nothing
    }

    private let deadline: Duration
    private let stall: Duration
    private var ring: [Entry?]
    private var head = 0
    private var givenUp = 0
    private var lastAnswer = LoopInstant(nanoseconds: .min)

    /// How many commands await their answer, those given up included.
    package private(set) var count = 0

    /// No commands; all of them wait for `deadline`, and the server may answer nothing for `stall`.
    package init(deadline: Duration, stall: Duration) {
        self.deadline = deadline
        self.stall = stall
        ring = Array(repeating: nil, count: 16)
    }

    /// Adds the newest command.
    package mutating func append(_ completion: @escaping RedisClient.Completion, at now: LoopInstant) {
        if count == ring.count { grow() }
        ring[(head + count) & (ring.count - 1)] = Entry(completion: completion, sent: now)
        count += 1
    }

    /// Takes the oldest command, for its answer.
    package mutating func answer(at now: LoopInstant) -> Match {
        guard let entry = removeFirst() else { return .nothing }
        lastAnswer = now
        guard let completion = entry.completion else {
            givenUp -= 1
            return .givenUp
        }
        return .waiting(completion)
    }

    /// Takes the caller of a command whose time is over, or nil; the command still awaits its answer.
    package mutating func giveUp(at now: LoopInstant) -> RedisClient.Completion? {
        guard givenUp < count else { return nil }
        let index = (head + givenUp) & (ring.count - 1)
        guard let entry = ring[index], entry.sent.advanced(by: deadline) <= now else { return nil }
        ring[index]?.completion = nil
        givenUp += 1
        return entry.completion
    }

    /// Takes the oldest caller who still waits, whatever the time: for a connection that has ended.
    package mutating func takeWaiting() -> RedisClient.Completion? {
        while let entry = removeFirst() {
            if let completion = entry.completion { return completion }
            givenUp -= 1
        }
        return nil
    }

    /// Whether the server has answered nothing for too long although something was asked.
    package func isStalled(at now: LoopInstant) -> Bool {
        guard let instant = stallInstant else { return false }
        return instant <= now
    }

    /// When `giveUp` or `isStalled` will next have something to say; nil while nothing waits.
    package var nextInstant: LoopInstant? {
        guard let stallInstant else { return nil }
        guard givenUp < count, let waiting = ring[(head + givenUp) & (ring.count - 1)]
        else { return stallInstant }
        return min(stallInstant, waiting.sent.advanced(by: deadline))
    }

    private var stallInstant: LoopInstant? {
        guard count > 0, let oldest = ring[head] else { return nil }
        return max(oldest.sent, lastAnswer).advanced(by: stall)
    }

    private mutating func removeFirst() -> Entry? {
        guard count > 0 else { return nil }
        let entry = ring[head]
        ring[head] = nil
        head = (head + 1) & (ring.count - 1)
        count -= 1
        return entry
    }

    private mutating func grow() {
        var larger: [Entry?] = []
        larger.reserveCapacity(ring.count * 2)
        for offset in 0..<count { larger.append(ring[(head + offset) & (ring.count - 1)]) }
        larger.append(contentsOf: repeatElement(nil, count: ring.count * 2 - count))
        ring = larger
        head = 0
    }
}
