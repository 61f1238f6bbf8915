import EventLoop
import Redis
import TestKit
import Testing

@Suite struct PendingCommandsTests {
    private func instant(_ milliseconds: Int64) -> LoopInstant {
        LoopInstant(nanoseconds: milliseconds * 1_000_000)
    }

    @Test func `answers, deadlines and losses agree with a plain model over random histories`() {
        for seed in 0..<50 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var pending = PendingCommands(deadline: .milliseconds(100), stall: .milliseconds(250))
            var model: [(id: Int, sent: Int64, waits: Bool)] = []
            var lastAnswer = Int64.min / 2_000_000
            var called: [Int] = []
            var time: Int64 = 0
            for id in 0..<400 {
                time += Int64.random(in: 0...12, using: &random)
                if Int.random(in: 0..<5, using: &random) < 3 {
                    pending.append({ _ in called.append(id) }, at: instant(time))
                    model.append((id, time, true))
                } else if !model.isEmpty {
                    let expected = model.removeFirst()
                    lastAnswer = time
                    switch pending.answer(at: instant(time)) {
                    case .waiting(let completion):
                        completion(.success(.null))
                        #expect(expected.waits && called.last == expected.id)
                    case .givenUp: #expect(!expected.waits)
                    case .nothing: Issue.record("a command was forgotten")
                    }
                }
                while let completion = pending.giveUp(at: instant(time)) {
                    completion(.failure(.timedOut))
                    let index = model.firstIndex { $0.waits }
                    #expect(index.map { model[$0].sent + 100 <= time && model[$0].id == called.last } == true)
                    if let index { model[index].waits = false }
                }
                #expect(model.allSatisfy { !$0.waits || $0.sent + 100 > time })
                let stall = model.first.map { max($0.sent, lastAnswer) + 250 }
                #expect(pending.isStalled(at: instant(time)) == (stall.map { $0 <= time } ?? false))
                let next =
                    (model.first { $0.waits }.map { $0.sent + 100 }).map { min($0, stall ?? $0) } ?? stall
                #expect(pending.nextInstant == next.map(instant))
                #expect(pending.count == model.count)
            }
            var left = model.filter(\.waits).map(\.id)[...]
            while let completion = pending.takeWaiting() {
                completion(.failure(.connectionLost))
                #expect(called.last == left.popFirst())
            }
            #expect(left.isEmpty && pending.count == 0)
        }
    }

    @Test func `an answer to nothing is told as such`() {
        var pending = PendingCommands(deadline: .seconds(1), stall: .seconds(2))
        guard case .nothing = pending.answer(at: instant(1)) else {
            Issue.record("there was no command")
            return
        }
        #expect(pending.nextInstant == nil)
    }
}
