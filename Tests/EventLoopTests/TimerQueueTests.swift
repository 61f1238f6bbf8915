import EventLoop
import TestKit
import Testing

@Suite struct TimerQueueTests {
    @Test
    func `timers fire by deadline, equal ones in the order in which they were set, cancelled ones never`() {
        for seed in 0..<30 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var queue = TimerQueue<Int>()
            var model: [(name: Int, deadline: Int64, id: TimerQueue<Int>.Identifier)] = []
            var gone: [TimerQueue<Int>.Identifier] = []
            var now: Int64 = 0
            for name in 0..<600 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0...1:
                    let deadline = now + Int64.random(in: 0...40, using: &random)
                    model.append((name, deadline, queue.set(LoopInstant(nanoseconds: deadline), name)))
                case 2 where !model.isEmpty:
                    let victim = model.remove(at: Int.random(in: 0..<model.count, using: &random))
                    queue.cancel(victim.id)
                    gone.append(victim.id)
                default:
                    now += Int64.random(in: 0...15, using: &random)
                    while let fired = queue.takeExpired(now: LoopInstant(nanoseconds: now)) {
                        // min(by:) is the first of the equal ones, and the model is in setting order.
                        let expected = model.indices.min { model[$0].deadline < model[$1].deadline }
                        #expect(expected.map { model[$0].name } == fired)
                        if let expected { gone.append(model.remove(at: expected).id) }
                    }
                    #expect(model.allSatisfy { $0.deadline > now })
                }
                // An identifier that has had its day touches no later timer in its slot.
                if let old = gone.randomElement(using: &random) { queue.cancel(old) }
                #expect(queue.count == model.count)
                #expect(queue.earliest()?.nanoseconds == model.map(\.deadline).min())
            }
        }
    }

    @Test func `a queue whose timers are always cancelled does not grow`() {
        var queue = TimerQueue<Int>()
        let keep = queue.set(LoopInstant(nanoseconds: .max), -1)
        for index in 0..<100_000 {
            queue.cancel(queue.set(LoopInstant(nanoseconds: Int64(index) + 1_000_000_000), index))
        }
        #expect(queue.count == 1)
        queue.cancel(keep)
        #expect(queue.earliest() == nil)
    }
}
