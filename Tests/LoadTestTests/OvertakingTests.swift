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
        #expect(overtaking.overtakenAtDoor == 0)
        #expect(overtaking.bySlowPoll.numbers == 0)
    }

    @Test("before asking is the own slow poll, with its numbers and time")
    func slowPoll() {
        var trail = AuditTrail()
        trail.add(clock: 1000, admitted: [2, 3], waiting: [])
        trail.add(clock: 4000, admitted: [4], waiting: [1])
        trail.add(clock: 5000, admitted: [1], waiting: [])
        let overtaking = Overtaking(trail, present: [1])
        #expect(overtaking.overtakenAtDoor == 0)
        #expect(overtaking.bySlowPoll.numbers == 3)
        #expect(overtaking.bySlowPoll.milliseconds == 3000)
    }

    @Test("at the door is found")
    func atTheDoor() {
        var trail = AuditTrail()
        trail.add(clock: 1000, admitted: [], waiting: [1])
        trail.add(clock: 2000, admitted: [2, 3], waiting: [])
        trail.add(clock: 2500, admitted: [1], waiting: [])
        let overtaking = Overtaking(trail, present: [1, 2, 3])
        #expect(overtaking.overtakenAtDoor == 1)
        #expect(overtaking.atDoor.numbers == 2)
        #expect(overtaking.atDoor.milliseconds == 1500)
    }

    @Test("counts as a slow count over random histories does")
    func againstSlowCount() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<50 {
            let places = (1...40).shuffled(using: &random)
            var trail = AuditTrail()
            var asked: [Int: Int] = [:]
            for (index, place) in places.enumerated() {
                let waiting = places[index...].filter { _ in random.chance(0.05) && place > 0 }.filter { $0 != place }
                for later in waiting where asked[later] == nil { asked[later] = index + 1 }
                trail.add(clock: Int64(index), admitted: [place], waiting: waiting)
            }
            var worst = 0
            var people = 0
            for (index, place) in places.enumerated() {
                let from = asked[place] ?? index
                let passed = places[min(from, index)..<index].count { $0 > place }
                if passed > 0 { people += 1 }
                worst = max(worst, passed)
            }
            let overtaking = Overtaking(trail, present: Set(places))
            #expect(overtaking.atDoor.numbers == worst)
            #expect(overtaking.overtakenAtDoor == people)
        }
    }
}
