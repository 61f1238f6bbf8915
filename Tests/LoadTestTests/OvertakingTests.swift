import TestKit
import Testing

@testable import LoadTest

@Suite("Overtaking")
struct OvertakingTests {
    @Test("is nothing when everybody enters in order")
    func inOrder() {
        var trail = AuditTrail()
        trail.add(clock: 1000, admitted: [1, 2], waiting: [3])
        trail.add(clock: 1500, admitted: [3, 4], waiting: [])
        let overtaking = Overtaking(trail, present: [1, 2, 3, 4])
        #expect(overtaking.overtaken == 0)
        #expect(overtaking.unfairly == 0)
    }

    @Test("while not asking is the own slow poll, with its numbers and time")
    func slowPoll() {
        var trail = AuditTrail()
        trail.add(clock: 1000, admitted: [2, 3], waiting: [])
        trail.add(clock: 4000, admitted: [], waiting: [1])
        trail.add(clock: 4500, admitted: [4], waiting: [])
        trail.add(clock: 5000, admitted: [1], waiting: [5])
        let overtaking = Overtaking(trail, present: [1, 5])
        #expect(overtaking.unfairly == 0)
        #expect(overtaking.overtaken == 1)
        #expect(overtaking.most.numbers == 3)
        #expect(overtaking.longest.milliseconds == 4000)
    }

    @Test("in the very script in which one asked is found, for those who are looked at")
    func unfair() {
        var trail = AuditTrail()
        trail.add(clock: 1000, admitted: [2, 5, 7], waiting: [3, 4, 9])
        #expect(Overtaking(trail, present: [3, 9]).unfairly == 1)
        #expect(Overtaking(trail, present: [3, 4]).unfairNumbers == 2)
        #expect(Overtaking(trail, present: [9]).unfairly == 0)
    }

    @Test("counts as a slow count over random histories does")
    func againstSlowCount() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<50 {
            let places = (1...60).shuffled(using: &random)
            var trail = AuditTrail()
            for (index, place) in places.enumerated() {
                trail.add(clock: Int64(index), admitted: [place], waiting: [])
            }
            var (most, people, longest) = (0, 0, 0)
            for (index, place) in places.enumerated() {
                let passed = places[..<index].count { $0 > place }
                most = max(most, passed)
                if passed > 0 { people += 1 }
                longest = max(longest, index - (places.firstIndex { $0 > place } ?? index))
            }
            let overtaking = Overtaking(trail, present: Set(places))
            #expect(overtaking.most.numbers == most)
            #expect(overtaking.overtaken == people)
            #expect(overtaking.longest.milliseconds == Int64(longest))
        }
    }
}
