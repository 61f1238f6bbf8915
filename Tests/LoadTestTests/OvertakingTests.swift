import TestKit
import Testing

@testable import LoadTest

@Suite("Overtaking")
struct OvertakingTests {
    typealias Record = AuditTrail.Record

    private func trail(_ records: Record...) -> AuditTrail {
        records.reduce(into: AuditTrail()) { $0.add($1) }
    }

    @Test("is nothing when everybody enters in order")
    func inOrder() {
        let trail = trail(
            Record(clock: 1000, admitted: [1, 2], waiting: [3]), Record(clock: 1500, admitted: [3, 4]))
        #expect(Overtaking(trail, present: [1, 2, 3, 4]).places.isEmpty)
        #expect(DoorOvertaking(trail).people == 0)
    }

    @Test("before one asks is the own slow poll, with its numbers and time")
    func slowPoll() {
        let trail = trail(
            Record(clock: 1000, admitted: [2, 3]), Record(clock: 4500, admitted: [4]),
            Record(clock: 4900, waiting: [1]), Record(clock: 5000, admitted: [1], waiting: [5]))
        let overtaking = Overtaking(trail, present: [1, 5])
        #expect(DoorOvertaking(trail).people == 0)
        #expect(overtaking.places.count == 1)
        #expect(overtaking.most.numbers == 3)
        #expect(overtaking.longest.milliseconds == 4000)
    }

    @Test("at the door is found between two asks, up to the own entry, by numbers and time")
    func atTheDoor() {
        let door = DoorOvertaking(
            trail(
                Record(clock: 1000, waiting: [3, 9]), Record(clock: 1100, admitted: [5, 7]),
                Record(clock: 1200, waiting: [3]), Record(clock: 1300, admitted: [4]),
                Record(clock: 1700, admitted: [3]), Record(clock: 1800, admitted: [10])))
        #expect(door.people == 2, "9 was overtaken too, and never got in")
        #expect(door.most.place == 3)
        #expect(door.most.numbers == 3)
        #expect(door.most.milliseconds == 600)
    }

    @Test("in the very script in which one asked is found")
    func inOneScript() {
        let door = DoorOvertaking(
            trail(Record(clock: 1000, admitted: [2, 5, 7], waiting: [3, 4, 9])))
        #expect(door.people == 2)
        #expect(door.most.numbers == 2)
    }

    @Test("of somebody who has not asked for three seconds is the own slow poll again")
    func leftTheDoor() {
        let early = Record(clock: 1000, waiting: [3])
        #expect(DoorOvertaking(trail(early, Record(clock: 3999, admitted: [5]))).people == 1)
        #expect(DoorOvertaking(trail(early, Record(clock: 4000, admitted: [5]))).people == 0)
    }

    @Test("is found by what stood at the door, whoever asked when")
    func bySight() throws {
        var trail = AuditTrail()
        let isTaken = trail.add(fields: [
            "kind": "audit", "clock": "1000", "in": "5,8", "door": "", "left": "3,4",
        ])
        let isTakenToo = trail.add(fields: ["kind": "advance", "clock": "1000"])
        #expect(isTaken && !isTakenToo)
        let door = DoorOvertaking(trail)
        #expect(door.people == 2)
        #expect(door.most.numbers == 2)
    }

    @Test("counts as a slow count over random histories does")
    func againstSlowCount() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<50 {
            let places = (1...60).shuffled(using: &random)
            var trail = AuditTrail()
            for (index, place) in places.enumerated() {
                trail.add(Record(clock: Int64(index), admitted: [place]))
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
            #expect(overtaking.places.count == people)
            #expect(overtaking.longest.milliseconds == Int64(longest))
        }
    }
}
