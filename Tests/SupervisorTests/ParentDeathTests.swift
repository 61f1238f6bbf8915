import Foundation
import Testing

@Suite("Nothing is left running")
struct ParentDeathTests {
    private static let child = "echo pid $$; echo ready; exec sleep 1000"
    private static let grandmother = "sleep 1000 & echo pid $!; echo ready; wait"

    @Test("kill -9 of the parent ends its children", .timeLimit(.minutes(1)))
    func killed() throws {
        let parent = try KilledParent(Self.child, Self.child)
        #expect(parent.children.count == 2)
        parent.send(SIGKILL)
        for pid in parent.children { #expect(Ending.of(pid)) }
    }

    @Test(
        "kill -9 of the parent cuts the lifeline: a role ends though nobody signals it",
        .timeLimit(.minutes(1)))
    func lifeline() throws {
        let parent = try KilledParent("@role")
        #expect(parent.children.count == 1)
        parent.send(SIGKILL)
        for pid in parent.children { #expect(Ending.of(pid)) }
    }

    @Test(
        "Ctrl-C and SIGTERM end the children, what they left behind, and the parent, in order",
        .timeLimit(.minutes(1)), arguments: [SIGINT, SIGTERM, SIGHUP])
    func signals(number: Int32) throws {
        let parent = try KilledParent(Self.child, Self.grandmother, "@role")
        #expect(parent.children.count == 3)
        parent.send(number)
        #expect(parent.end() == 0)
        for pid in parent.children { #expect(Ending.of(pid)) }
        let asked = parent.events.filter { $0.hasSuffix("asked to stop") }
        #expect(asked == ["child-2: asked to stop", "child-1: asked to stop", "child-0: asked to stop"])
    }

    @Test("a child that is killed comes back", .timeLimit(.minutes(1)))
    func comesBack() throws {
        let parent = try KilledParent(Self.child)
        let first = try #require(parent.children.first)
        kill(first, SIGKILL)
        #expect(Ending.of(first))
        parent.read { $0.contains("child-0") && $0.contains("\"ready\"") }
        #expect(parent.children.count == 2 && parent.children.last != first)
        parent.send(SIGTERM)
        #expect(parent.end() == 0)
    }
}
