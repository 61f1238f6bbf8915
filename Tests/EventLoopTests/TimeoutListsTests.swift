import EventLoop
import TestKit
import Testing

@Suite struct TimeoutListsTests {
    @Test func `timeouts agree with a plain model over random histories`() {
        let lengths: [Int64] = [5, 20, 21, 100]
        for seed in 0..<40 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var lists = TimeoutLists()
            let handles = lengths.map { lists.makeLength(.nanoseconds($0)) }
            var model: [Int32: (deadline: Int64, list: Int, order: Int)] = [:]
            var now: Int64 = 0
            for step in 0..<800 {
                let descriptor = Int32.random(in: 0..<30, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0...2:
                    let list = Int.random(in: 0..<4, using: &random)
                    lists.set(descriptor, handles[list], now: LoopInstant(nanoseconds: now))
                    model[descriptor] = (now + lengths[list], list, step)
                case 3:
                    lists.clear(descriptor)
                    model[descriptor] = nil
                default:
                    now += Int64.random(in: 0...8, using: &random)
                    while let expired = lists.takeExpired(now: LoopInstant(nanoseconds: now)) {
                        let entry = model.removeValue(forKey: expired)
                        #expect(entry.map { $0.deadline <= now } == true)
                    }
                    #expect(model.values.allSatisfy { $0.deadline > now })
                }
                #expect(lists.earliest?.nanoseconds == model.values.map(\.deadline).min())
                for list in 0..<4 {
                    let oldest = model.filter { $0.value.list == list }.min {
                        $0.value.order < $1.value.order
                    }
                    #expect(lists.oldest(handles[list]) == oldest?.key)
                }
            }
        }
    }
}
